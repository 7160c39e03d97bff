public import StageKit

/// Says which campaign brought a visitor, from the parameters of the page's own address.
///
/// Shape: reads a raw query; writes medium, source, term, content and name of the campaign, the
/// click id and its network. Without a query nothing changes; with one every column that has names
/// is written, and emptied when none of them is there.
/// Cost: one pass over the query; only values that are found are decoded.
/// Source: Snowplow Enrich's campaign_attribution, fact sheet 4.7.
public struct CampaignAttribution: WorkspaceStage {
  static let query = Input(
    "query", .text, default: "page_urlquery", "the query of the page's address, not decoded")
  static let medium = Option<[String]>(
    "medium", "parameters for the medium", default: ["utm_medium"])
  static let source = Option<[String]>(
    "source", "parameters for the source", default: ["utm_source"])
  static let term = Option<[String]>(
    "term", "parameters for the search term", default: ["utm_term"])
  static let content = Option<[String]>(
    "content", "parameters for the content", default: ["utm_content"])
  static let campaign = Option<[String]>(
    "campaign", "parameters for the name of the campaign", default: ["utm_campaign"])
  static let clickIDs = Option<TextMap>(
    "click_ids",
    "parameters for the click id and their networks, besides `gclid`, `msclkid` and `dclid`",
    default: TextMap())

  static let mediumOutput = Output("mkt_medium", .text, "how the visitor was reached: `cpc`")
  static let sourceOutput = Output("mkt_source", .text, "who sent the visitor: `newsletter`")
  static let termOutput = Output("mkt_term", .text, "the search term that was paid for")
  static let contentOutput = Output("mkt_content", .text, "which of several advertisements")
  static let campaignOutput = Output("mkt_campaign", .text, "name of the campaign")
  static let clickID = Output("mkt_clickid", .text, "the id that the network gave the click")
  static let network = Output("mkt_network", .text, "the network, also when its id is empty")

  public static let spec = StageSpec(
    "campaign_attribution", "says which campaign brought a visitor", query, medium, source, term,
    content, campaign, clickIDs, mediumOutput, sourceOutput, termOutput, contentOutput,
    campaignOutput, clickID, network,
    notes: """
      For each column the first of its parameters that the query has decides, even when its value is
      empty; a parameter that the query has twice counts with its last value. An empty list leaves
      the column alone. Names are compared with capitals and small letters apart.

      Click ids are looked for in the order `gclid`, `msclkid`, `dclid`, then as `click_ids` lists
      its own; the first that the query has sets id and network.
      """,
    example: """
      stages:
        - use: campaign_attribution
          campaign: [utm_campaign, cid]
          click_ids: { fbclid: Facebook, gclid: Google Ads }
      """)

  private let input: InputRef
  private let columns: [OutputRef]
  private let clickOutputs: (id: OutputRef, network: OutputRef)
  private let parameters: CampaignParameters

  public init(_ setup: Setup) throws(Findings) {
    input = setup[Self.query]
    columns = [
      setup[Self.mediumOutput], setup[Self.sourceOutput], setup[Self.termOutput],
      setup[Self.contentOutput], setup[Self.campaignOutput],
    ]
    clickOutputs = (setup[Self.clickID], setup[Self.network])
    let networks = setup[Self.clickIDs].members
    let lists = [Self.medium, Self.source, Self.term, Self.content, Self.campaign].map { setup[$0] }
    parameters = CampaignParameters(columns: lists, networks: networks)
    let names = ["medium", "source", "term", "content", "campaign", "click_ids"]
    let empty = zip(names, lists + [networks.map(\.key)]).filter { $1.contains("") }
    if !empty.isEmpty {
      throw Findings(
        empty.map { name, _ in
          setup.finding(
            name, "empty-parameter-name", "'\(name)' lists an empty parameter name",
            help: ["no query has such a parameter; leave it out"])
        })
    }
  }

  /// The pairs that were found, by place of their name.
  public func makeWorkspace(_ lookups: Lookups) -> [QueryPair?] {
    Array(repeating: nil, count: parameters.names.count)
  }

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ workspace: inout [QueryPair?]
  ) throws(Failure) {
    guard let query = event.text(input) else { return }
    parameters.collect(query, into: &workspace)
    for column in columns.indices where !parameters.columns[column].isEmpty {
      guard columns[column].isWanted else { continue }
      let place = parameters.columns[column].first { workspace[$0] != nil }
      changes.set(columns[column], clean: place.flatMap { value(workspace[$0], event.arena) })
    }
    let click = parameters.clickIDs.first { workspace[$0.place] != nil }
    changes.set(
      clickOutputs.id, clean: click.flatMap { value(workspace[$0.place], event.arena) })
    changes.set(clickOutputs.network, text: click?.network)
  }

  private func value(_ pair: QueryPair?, _ arena: Arena) -> Bytes? {
    guard let raw = pair?.value, !raw.isEmpty else { return nil }
    return PercentCoding.decode(raw, .plusAsBlank, cleaning: .full, arena: arena)
  }
}
