public import EventModel

/// A member of a JSON object.
public struct JSONMember: Sendable {
  /// The name as it stands, without quotes.
  public let key: Bytes
  /// Whether the name holds escapes.
  public let isKeyEscaped: Bool
  /// What stands behind the colon.
  public let value: JSONValue

  /// The name without escapes.
  public func name(arena: Arena) -> Bytes {
    isKeyEscaped ? JSONText.unescape(key, arena: arena) : key
  }
}
