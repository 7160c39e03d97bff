import StageKit

/// Classifies referers.
///
/// Cost: no memory but for a path or a term that holds escapes.
/// Source: Snowplow Enrich, fact sheet 4.6.
struct RefererClassifier: Sendable {
  let internalHosts: InternalHosts
  /// Whether the search term is made at all.
  let wantsTerm: Bool

  /// What a referer is; nil for one that is no page of the web or of an Android application.
  func classify(
    _ referer: RefererParts, pageHost: Bytes?, table: (any RefererTable)?, arena: Arena
  ) -> Referral? {
    guard let scheme = referer.scheme, let host = referer.host, isPage(scheme) else { return nil }
    if let pageHost, host == pageHost { return .fromInside }
    if internalHosts.contains(host) { return .fromInside }
    let path = referer.path.map { PercentCoding.decode($0, arena: arena) } ?? .empty
    guard let entry = table?.find(host: host, path: path), entry.medium != "unknown" else {
      return .unknown
    }
    var referral = Referral(medium: entry.medium, source: entry.source)
    if wantsTerm, let query = referer.query, !entry.parameters.isEmpty {
      referral.term = term(query, entry.parameters, arena)
    }
    return referral
  }

  private func isPage(_ scheme: Bytes) -> Bool {
    scheme == "https" || scheme == "http" || scheme == "android-app"
  }

  /// The value of the first pair whose name is one of `names`, in the order of the query.
  private func term(_ query: Bytes, _ names: [Bytes], _ arena: Arena) -> Bytes? {
    var pairs = QueryString(query, .referer)
    while let pair = pairs.next() {
      for name in names where pair.isNamed(name) {
        return pair.value.map {
          PercentCoding.decode($0, .plusAsBlank, cleaning: .full, arena: arena)
        }
      }
    }
    return nil
  }
}
