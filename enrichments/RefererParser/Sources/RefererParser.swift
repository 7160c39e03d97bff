public import StageKit

/// Says where a visitor came from: search engine, social site, webmail, advertising, own pages.
///
/// Shape: reads the parts of the referer's URI and the host of the page; writes medium, source and
/// search term. A referer that is no `http`, `https` or `android-app` page changes nothing.
/// Cost: a hash of each suffix of the host; see `RefererDatabase`.
/// Source: Snowplow Enrich's referer_parser with library 3, fact sheet 4.6.
public struct RefererParser: WorkspaceStage {
  static let scheme = Input(
    "scheme", .text, default: "refr_urlscheme", "the scheme of the referer")
  static let host = Input("host", .text, default: "refr_urlhost", "the host of the referer")
  static let path = Input(
    "path", .text, default: "refr_urlpath", optional: true, "the path of the referer, not decoded")
  static let query = Input(
    "query", .text, default: "refr_urlquery", optional: true,
    "the query of the referer, not decoded")
  static let pageHost = Input(
    "page_host", .text, default: "page_urlhost", optional: true, "the host of the page itself")
  static let internalDomains = Option<[String]>(
    "internal_domains",
    "hosts that are one's own; `*.example.com` stands for all below `example.com`", default: [])
  static let lookup = Needs(
    "lookup", .refererTable, shipped: "referers", "the referer database")

  static let medium = Output(
    "refr_medium", .text,
    "a medium of the database, such as `search` or `social`; or `internal`, `unknown`")
  static let source = Output("refr_source", .text, "name of the site or company")
  static let term = Output("refr_term", .text, "what was searched for")

  public static let spec = StageSpec(
    "referer_parser", "says where a visitor came from", scheme, host, path, query, pageHost,
    internalDomains, lookup, medium, source, term,
    notes: """
      A referer whose host is that of the page, or one of `internal_domains`, is `internal`. Else
      the database is asked: for the whole path, then for its first segment, then for no path, each
      time for the host and then without ever more labels at its left. A referer that the database
      does not know is `unknown`, without source. The term is the first parameter of the referer's
      query that the entry lists.

      Hosts are compared as they are: `shop.example` and `www.shop.example` are two hosts, so list
      all of one's own. In YAML, `"*.shop.example"` needs its quotes.
      """,
    example: """
      stages:
        - use: referer_parser
          internal_domains: [shop.example, "*.shop.example"]
      """)

  private let parts: (scheme: InputRef, host: InputRef, path: InputRef, query: InputRef)
  private let page: InputRef
  private let outputs: (medium: OutputRef, source: OutputRef, term: OutputRef)
  private let table: LookupRef<any RefererTable>?
  private let classifier: RefererClassifier

  public init(_ setup: Setup) throws(Findings) {
    parts = (setup[Self.scheme], setup[Self.host], setup[Self.path], setup[Self.query])
    page = setup[Self.pageHost]
    outputs = (setup[Self.medium], setup[Self.source], setup[Self.term])
    table = setup[Self.lookup]
    do throws(InternalHostsError) {
      classifier = RefererClassifier(
        internalHosts: try InternalHosts(setup[Self.internalDomains]),
        wantsTerm: outputs.term.isWanted)
    } catch {
      throw Findings(
        error.messages.map { setup.finding("internal_domains", "bad-internal-domain", $0) })
    }
  }

  public func makeWorkspace(_ lookups: Lookups) -> (any RefererTable)? { table.map { lookups[$0] } }

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ workspace: inout (any RefererTable)?
  ) throws(Failure) {
    guard let host = event.text(parts.host) else { return }
    let referer = RefererParts(
      scheme: event.text(parts.scheme), host: host, path: event.text(parts.path),
      query: event.text(parts.query))
    guard
      let referral = classifier.classify(
        referer, pageHost: event.text(page), table: workspace, arena: event.arena)
    else { return }
    changes.set(outputs.medium, text: referral.medium)
    changes.set(outputs.source, text: referral.source)
    changes.set(outputs.term, clean: referral.term)
  }
}
