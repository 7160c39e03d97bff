import StageKit

/// Rows by key, as a pipeline file states them.
struct InlineValues: OptionValue {
  typealias Column = (name: String, value: TableRows.Value)

  let rows: [(key: String, columns: [Column])]
  let data: OptionData

  static let optionType = OptionType.map(.value)

  init?(_ data: OptionData) {
    guard case .map(let members) = data else { return nil }
    self.data = data
    rows = members.map { member in
      guard case .map(let columns) = member.value else {
        return (member.key, InlineValues.columns("value", member.value))
      }
      return (member.key, columns.flatMap { InlineValues.columns($0.key, $0.value) })
    }
  }

  /// The columns of a value: a map gives one for each value inside it. Recursion is as deep as the
  /// file's own limit.
  private static func columns(_ name: String, _ value: OptionData) -> [Column] {
    switch value {
    case .text(let text): [(name, .text(text))]
    case .integer(let number): [(name, .number(String(number)))]
    case .number(let text): [(name, .number(text))]
    case .boolean(let flag): [(name, .boolean(flag))]
    case .nothing: []
    case .list: [(name, .json(json(value)))]
    case .map(let members): members.flatMap { columns("\(name).\($0.key)", $0.value) }
    }
  }

  private static func json(_ value: OptionData) -> String {
    switch value {
    case .text(let text): JSONText.quoted(text)
    case .list(let items): "[\(items.map(json).joined(separator: ","))]"
    case .map(let members):
      "{\(members.map { "\(JSONText.quoted($0.key)):\(json($0.value))" }.joined(separator: ","))}"
    default: value.summary
    }
  }
}
