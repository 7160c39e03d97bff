import StageKit

/// Limits of columns that a pipeline file states, in its order.
struct ColumnLengths: OptionValue {
  /// The longest limit that may be stated: the length of a record that is read by default.
  private static let longest = 4_194_304

  let members: [(name: String, limit: Int)]

  static var optionType: OptionType { .map(.integer(1...longest)) }

  init() { members = [] }

  init?(_ data: OptionData) {
    guard case .map(let entries) = data else { return nil }
    var members: [(name: String, limit: Int)] = []
    for entry in entries {
      guard case .integer(let limit) = entry.value else { return nil }
      members.append((entry.key, limit))
    }
    self.members = members
  }

  var data: OptionData { .map(members.map { OptionMember($0.name, .integer($0.limit)) }) }
}
