public import DiagnosticKit

/// One `key: value` of a map.
public struct Entry: Sendable {
  /// The key, always a scalar.
  public let key: Node

  /// The value.
  public let value: Node

  /// Makes an entry.
  public init(key: Node, value: Node) {
    self.key = key
    self.value = value
  }

  /// The text of the key.
  public var name: String { key.scalar?.text ?? "" }

  /// The place of key and value together.
  public var span: SourceSpan { key.span.through(value.span) }
}
