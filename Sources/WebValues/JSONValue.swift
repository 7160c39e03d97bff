public import EventModel

/// A JSON value as it stands in a text that a scanner has checked.
public struct JSONValue: Sendable {
  /// What a value begins with tells what it is.
  public enum Kind: Sendable {
    case string, number, `true`, `false`, null, object, array
  }

  /// What the value is.
  public let kind: Kind
  /// The value with its quotes or brackets.
  public let raw: Bytes
  /// Whether a string holds escapes.
  public let isEscaped: Bool

  @inlinable package init(kind: Kind, raw: Bytes, isEscaped: Bool) {
    self.kind = kind
    self.raw = raw
    self.isEscaped = isEscaped
  }

  /// The text of a string without quotes and escapes; nil for other kinds.
  public func text(arena: Arena) -> Bytes? {
    guard kind == .string else { return nil }
    let inside = raw.slice(1, raw.count - 1)
    return isEscaped ? JSONText.unescape(inside, arena: arena) : inside
  }
}
