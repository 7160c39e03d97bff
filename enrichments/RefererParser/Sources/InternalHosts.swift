import StageKit

/// The hosts that count as one's own.
///
/// Shape: exact hosts, and `*.example.com` for all below `example.com`, not for itself.
struct InternalHosts: Sendable {
  private let exact: KeyIndex
  private let parents: KeyIndex
  // Asked for every event: a count of a class is checked for exclusive access each time.
  private let hasExact: Bool
  private let hasParents: Bool

  /// Errors: texts that no host can equal, with what is wrong with each.
  init(_ patterns: [String]) throws(InternalHostsError) {
    exact = KeyIndex(capacity: patterns.count)
    parents = KeyIndex(capacity: patterns.count)
    var problems: [String] = []
    for pattern in patterns {
      let host = InternalHosts.trimmed(pattern)
      if let problem = InternalHosts.problem(host) {
        problems.append(problem)
      } else if host.hasPrefix("*.") {
        _ = parents.insert(.constant(String(host.dropFirst(2))))
      } else {
        _ = exact.insert(.constant(host))
      }
    }
    hasExact = exact.count > 0
    hasParents = parents.count > 0
    if !problems.isEmpty { throw InternalHostsError(messages: problems) }
  }

  func contains(_ host: Bytes) -> Bool {
    if hasExact, exact.find(host) != nil { return true }
    guard hasParents else { return false }
    var suffixes = HostSuffixes(host)
    while let suffix = suffixes.next() {
      if suffix.count < host.count, parents.find(suffix) != nil { return true }
    }
    return false
  }

  private static func trimmed(_ text: String) -> String {
    let blank: (Character) -> Bool = { $0.isWhitespace }
    let start = text.drop(while: blank)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }

  private static func problem(_ host: String) -> String? {
    if host.isEmpty { return "an internal domain is empty" }
    let rest = host.hasPrefix("*.") ? host.dropFirst(2) : host[...]
    if rest.isEmpty || rest.contains("*") {
      return "'\(host)' is no internal domain: a '*' stands only for what is before a parent domain"
    }
    if rest.contains("/") { return "'\(host)' is no host: write it without scheme and path" }
    return nil
  }
}

/// Which entries of `internal_domains` are wrong, and why.
struct InternalHostsError: Error {
  let messages: [String]
}
