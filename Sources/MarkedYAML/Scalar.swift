/// A piece of text in a YAML file, its escapes resolved.
public struct Scalar: Sendable, Equatable {
  /// How a scalar is written.
  public enum Style: Sendable, Equatable {
    /// Without quotes.
    case plain
    /// `'text'`, in which a quote is written twice.
    case singleQuoted
    /// `"text"`, with escapes.
    case doubleQuoted
    /// Lines below `|`.
    case literal
    /// Lines below `>`, joined by blanks.
    case folded
  }

  /// The text.
  public let text: String

  /// How it is written.
  public let style: Style

  /// Makes a scalar.
  public init(text: String, style: Style) {
    self.text = text
    self.style = style
  }

  /// Whether it is an empty unquoted value, `~` or `null`.
  public var isNull: Bool {
    style == .plain && (text.isEmpty || text == "~" || text == "null")
  }

  /// The JSON literal that an unquoted value spells, or nil for text.
  public var plainLiteral: Literal? {
    guard style == .plain else { return nil }
    if isNull { return .null }
    return Literal(text)
  }
}
