public import StageKit

/// Takes a URL apart.
///
/// Shape: reads a text; an empty one changes nothing. Else all fields are written, and emptied where the
/// URL has no such part.
/// Errors: a text that is no URL fails the event, class `invalid`.
/// Cost: one pass over a legal URL, which is not copied.
public struct ParseURL: EventStage {
  static let url = Input("url", .text, default: "page_url", "the URL")
  static let fields = FieldMapOption(
    "fields",
    from: .names([
      ("scheme", .text), ("host", .text), ("port", .integer), ("path", .text), ("query", .text),
      ("fragment", .text),
    ]), "parts of the URL, as `field: part`")

  public static let spec = StageSpec(
    "parse_url", "takes a URL apart", url, fields,
    notes: """
      Parts are `scheme`, `host`, `port`, `path`, `query` and `fragment`, as they stand, not decoded. A URL
      without a port has that of its scheme. What is not legal in a URL, such as a blank, is encoded first;
      a text that is no URL even then fails the event.
      """,
    example: """
      stages:
        - use: parse_url
          url: page_referrer
          fields: { came_from: host, came_from_path: path }
      """)

  private let url: InputRef
  private let fields: [MappedField]

  public init(_ setup: Setup) throws(Findings) {
    url = setup[Self.url]
    fields = setup[Self.fields]
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    guard let text = event.text(url) else { return }
    guard let uri = URI.parse(text, arena: changes.arena) else {
      throw Failure(.invalid, "'\(text.prefix(200).string)' is no URL")
    }
    for field in fields {
      let part = ParseURL.part(field.source, of: uri)
      changes.set(
        field.output, part.converted(to: field.field.type, arena: changes.arena) ?? .empty)
    }
  }

  private static func part(_ name: String, of uri: URI) -> Slot {
    let part: Bytes?
    switch name {
    case "scheme": part = uri.scheme
    case "host": part = uri.host
    case "port": return uri.host == nil ? .empty : .integer(Int64(uri.port))
    case "path": part = uri.path
    case "query": part = uri.query
    default: part = uri.fragment
    }
    return part.map { .text($0) } ?? .empty
  }
}
