public import DiagnosticKit

/// A value in a YAML file, with its place.
///
/// What an alias stands for keeps the place where it was written, at the anchor.
public struct Node: Sendable {
  /// What a node holds.
  public enum Content: Sendable {
    /// Text, also when it spells a number.
    case scalar(Scalar)
    /// A list.
    case sequence([Node])
    /// A map, in the order of the file, without two equal keys.
    case mapping([Entry])
  }

  /// What it holds.
  public let content: Content

  /// Where it is written.
  public let span: SourceSpan

  /// Makes a node.
  public init(_ content: Content, span: SourceSpan) {
    self.content = content
    self.span = span
  }

  /// The scalar, or nil for a list or map.
  public var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// The text of a scalar, or nil for a list, a map and nothing.
  public var string: String? {
    guard let scalar, !scalar.isNull else { return nil }
    return scalar.text
  }

  /// The entries of a map, or nil for all else.
  public var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The items of a list, or nil for all else.
  public var items: [Node]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// Whether it is an empty unquoted value, `~` or `null`.
  public var isNull: Bool { scalar?.isNull ?? false }

  /// What a message calls it: `text`, `list`, `map` or `nothing`.
  public var kindName: String {
    switch content {
    case .scalar(let scalar): scalar.isNull ? "nothing" : "text"
    case .sequence: "list"
    case .mapping: "map"
    }
  }

  /// The value of a key of a map, or nil when there is none.
  ///
  /// Cost: linear in the number of entries; walk `entries` to read a large map.
  public subscript(key: String) -> Node? { entry(key)?.value }

  /// The entry of a key of a map, or nil when there is none.
  public func entry(_ key: String) -> Entry? {
    entries?.first { $0.name == key }
  }
}
