public import EventModel

/// A URI in its parts; they point into `text`.
///
/// Shape: parts that are absent or empty are nil. There is no host when its name holds `_` or
/// non-ASCII letters, and an opaque URI such as `mailto:a@b` has no path.
/// Source: Snowplow Enrich, fact sheet 3.1; RFC 2396 as java.net.URI applies it.
public struct URI: Sendable {
  /// The URI as it is printed: blanks are `%20`, and what was not legal is encoded.
  public let text: Bytes
  /// In the case of the input, without the colon.
  public let scheme: Bytes?
  /// In the case of the input; an IPv6 address keeps its brackets.
  public let host: Bytes?
  /// The port of the text, else 443 for exactly `https` and 80 for everything else.
  public let port: Int
  /// The path as it stands, not decoded.
  public let path: Bytes?
  /// The query as it stands, not decoded.
  public let query: Bytes?
  /// The fragment as it stands, not decoded.
  public let fragment: Bytes?

  /// The parts of a text, by the strict rules or after encoding what they refuse.
  ///
  /// Errors: nil when the text is no URI even then.
  /// Cost: one pass over a legal URI, which is not copied.
  public static func parse(_ text: Bytes, arena: Arena) -> URI? {
    if let uri = strict(text) { return uri }
    if text.contains(32), let uri = strict(URIEncoding.blanks(text, arena: arena)) { return uri }
    return strict(URIEncoding.tolerant(text, arena: arena))
  }

  /// The parts of a text that obeys the strict rules; nil for any other.
  public static func strict(_ text: Bytes) -> URI? {
    var parser = URIParser(text)
    return parser.parse() ? URI(parser) : nil
  }

  private init(_ parser: URIParser) {
    text = parser.text
    scheme = URI.part(parser.scheme)
    host = URI.part(parser.host)
    port = parser.port ?? (parser.scheme == "https" ? 443 : 80)
    path = URI.part(parser.path)
    query = URI.part(parser.query)
    fragment = URI.part(parser.fragment)
  }

  private static func part(_ bytes: Bytes) -> Bytes? { bytes.isEmpty ? nil : bytes }
}
