/// The checked value of an option, before a token turns it into its own type.
public indirect enum OptionData: Sendable, Equatable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
  /// A number with a fraction or an exponent, as it is written.
  case number(String)
  case nothing
  case list([OptionData])
  /// In the order of the file.
  case map([OptionMember])

  /// As a pipeline file would state it.
  public var summary: String {
    switch self {
    case .text(let text): text.isEmpty ? "\"\"" : text
    case .integer(let number): String(number)
    case .boolean(let flag): String(flag)
    case .number(let text): text
    case .nothing: "null"
    case .list(let items): "[\(items.map(\.summary).joined(separator: ", "))]"
    case .map(let members):
      "{\(members.map { " \($0.key): \($0.value.summary)" }.joined(separator: ","))\(members.isEmpty ? "" : " ")}"
    }
  }
}

/// One entry of a map.
public struct OptionMember: Sendable, Equatable {
  /// The name in the map.
  public let key: String
  public let value: OptionData

  /// Makes an entry of a map.
  public init(_ key: String, _ value: OptionData) {
    self.key = key
    self.value = value
  }
}
