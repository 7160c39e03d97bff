import StageKit

/// The parameter names of a campaign stage, and which column each decides.
///
/// Shape: each name stands once, also when several columns list it; columns and click ids hold
/// places in `names`, in the order in which they are looked at.
/// Source: Snowplow Enrich, fact sheet 4.7 and 3.4.
struct CampaignParameters: Sendable {
  /// A parameter that advertising networks add to links, and whose it is.
  struct ClickID: Sendable {
    let place: Int
    let network: Bytes
  }

  /// Click ids that need not be configured, in Snowplow's order.
  static let builtIn: [(key: String, value: String)] = [
    ("gclid", "Google"), ("msclkid", "Microsoft"), ("dclid", "DoubleClick"),
  ]

  private(set) var names: [Bytes] = []
  private(set) var columns: [[Int]] = []
  private(set) var clickIDs: [ClickID] = []
  /// One bit for each length that a name has; longer ones share the last.
  private var lengths: UInt64 = 0

  /// `columns` lists the names of each column, `networks` completes and overrides the built-in ids.
  init(columns: [[String]], networks: [(key: String, value: String)]) {
    for names in columns { self.columns.append(names.map { place(of: $0) }) }
    for (name, network) in CampaignParameters.merged(networks) {
      clickIDs.append(ClickID(place: place(of: name), network: .constant(network)))
    }
  }

  /// Notes the pairs of a raw query that have one of the names: the last one of each.
  ///
  /// Shape: `found` has a place for each of `names`.
  /// Cost: one pass; names without escapes are compared only with those of their length.
  func collect(_ query: Bytes, into found: inout [QueryPair?]) {
    for place in found.indices { found[place] = nil }
    var pairs = QueryString(query)
    while let pair = pairs.next() {
      if CampaignParameters.isEscaped(pair.name) {
        for place in names.indices where pair.isNamed(names[place]) { found[place] = pair }
      } else if lengths & CampaignParameters.bit(pair.name.count) != 0 {
        for place in names.indices where pair.name == names[place] { found[place] = pair }
      }
    }
  }

  private mutating func place(of name: String) -> Int {
    let bytes = Bytes.constant(name)
    if let place = names.firstIndex(where: { $0 == bytes }) { return place }
    names.append(bytes)
    lengths |= CampaignParameters.bit(bytes.count)
    return names.count - 1
  }

  private static func merged(
    _ own: [(key: String, value: String)]
  ) -> [(key: String, value: String)] {
    var merged = builtIn
    for member in own {
      if let place = merged.firstIndex(where: { $0.key == member.key }) {
        merged[place].value = member.value
      } else {
        merged.append(member)
      }
    }
    return merged
  }

  private static func bit(_ length: Int) -> UInt64 { 1 &<< UInt64(min(length, 63)) }

  /// Whether a name must be decoded; names are short, so a plain loop is fastest.
  @inline(__always)
  private static func isEscaped(_ name: Bytes) -> Bool {
    for i in 0..<name.count where name[i] == 37 || name[i] == 43 { return true }
    return false
  }
}
