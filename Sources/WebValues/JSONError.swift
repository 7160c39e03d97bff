/// Why a text is no JSON.
public struct JSONError: Error, Equatable, Sendable {
  /// Where it goes wrong, in bytes from the begin of the text.
  public let offset: Int
  /// What was expected there.
  public let message: Message

  /// What a scanner expects of the bytes before it.
  public enum Message: String, Sendable, CaseIterable {
    case value = "expected a value"
    case object = "expected '{'"
    case array = "expected '['"
    case key = "expected a key in quotes"
    case colon = "expected ':'"
    case commaOrBrace = "expected ',' or '}'"
    case commaOrBracket = "expected ',' or ']'"
    case digit = "expected a digit"
    case quote = "expected '\"' at the end of the string"
    case escape = "expected an escape such as \\n or \\u0041"
    case control = "expected an escape for the control character"
    case utf8 = "expected well-formed UTF-8"
    case depth = "expected at most 64 values inside one another"
    case end = "expected the end of the text"
  }
}

extension JSONError: CustomStringConvertible {
  /// The message and its place, such as `expected ':' at byte 5`.
  public var description: String { "\(message.rawValue) at byte \(offset)" }
}
