import StageKit

/// The six fields that hold the parts of a URI.
///
/// Source: Snowplow Enrich, fact sheet 3.2 and 3.3.
struct URIOutputs: Sendable {
  private let scheme: OutputRef
  private let host: OutputRef
  private let port: OutputRef
  private let path: OutputRef
  private let query: OutputRef
  private let fragment: OutputRef

  /// The fields that begin with `prefix`, such as `page_url`.
  init(_ prefix: String, _ setup: Setup) {
    scheme = setup.reference(prefix + "scheme")
    host = setup.reference(prefix + "host")
    port = setup.reference(prefix + "port")
    path = setup.reference(prefix + "path")
    query = setup.reference(prefix + "query")
    fragment = setup.reference(prefix + "fragment")
  }

  /// Whether something reads one of them.
  var isWanted: Bool {
    scheme.isWanted || host.isWanted || port.isWanted || path.isWanted || query.isWanted
      || fragment.isWanted
  }

  /// Sets all parts; there is nothing to clean, for a URI that was parsed holds no controls.
  func set(_ uri: URI, _ rows: inout RowWriter) {
    rows.set(scheme, clean: uri.scheme)
    rows.set(host, clean: uri.host)
    rows.set(port, .integer(Int64(uri.port)))
    rows.set(path, clean: uri.path)
    rows.set(query, clean: uri.query)
    rows.set(fragment, clean: uri.fragment)
  }

  /// What a format declares that fills them.
  static func tokens(_ prefix: String, of name: String) -> [Output] {
    [
      Output(prefix + "scheme", .text, "scheme of \(name)"),
      Output(prefix + "host", .text, "host of \(name), in its own case"),
      Output(
        prefix + "port", .integer,
        "port of \(name); if it states none, 443 for `https` and 80 for everything else"),
      Output(prefix + "path", .text, "path of \(name), not decoded"),
      Output(prefix + "query", .text, "query of \(name), not decoded"),
      Output(prefix + "fragment", .text, "fragment of \(name), not decoded"),
    ]
  }
}

extension Setup {
  /// A field that the format declares, by its name.
  func reference(_ field: String) -> OutputRef { output(named: field) ?? .unwanted }
}

extension OutputRef {
  /// A place for values that go nowhere.
  static var unwanted: OutputRef { OutputRef(index: 0, isWanted: false) }
}
