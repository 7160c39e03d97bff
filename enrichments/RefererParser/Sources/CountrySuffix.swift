import StageKit

/// The end of a host that says its country: `.de`, `.co.uk`.
enum CountrySuffix {
  /// Labels that stand before a country.
  private static let seconds: [StaticString] = [".com", ".co", ".org", ".net", ".edu", ".it"]

  /// How many bytes at the end of a host, with their first point; 0 when it ends in no country.
  static func length(of host: Bytes) -> Int {
    guard host.count > 3, host[host.count - 3] == 46 else { return 0 }
    for place in [host.count - 2, host.count - 1] where host[place] | 32 &- 97 > 25 { return 0 }
    let rest = host.dropLast(3)
    for second in seconds where rest.hasSuffix(second) { return 3 + second.utf8CodeUnitCount }
    return 3
  }
}
