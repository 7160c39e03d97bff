import StageKit

/// A host, then the same without ever more labels at the left, down to the last label.
///
/// Shape: `www.example.com`, `example.com`, `com`; never empty. What is longer than any name of the
/// DNS is left out, so a hostile host costs no more than 128 short look-ups.
struct HostSuffixes: Sequence, IteratorProtocol {
  /// Names in the DNS have at most 253 characters, and a dot may follow.
  static let byteLimit = 254

  private let host: Bytes
  private var at = 0

  init(_ host: Bytes) {
    self.host = host
    if host.count > HostSuffixes.byteLimit { skip(from: host.count - HostSuffixes.byteLimit - 1) }
  }

  mutating func next() -> Bytes? {
    guard at < host.count else { return nil }
    let suffix = host.dropFirst(at)
    skip(from: at)
    return suffix
  }

  /// Goes behind the first dot at or behind a place.
  private mutating func skip(from place: Int) {
    at = host.firstIndex(of: 46, from: place).map { $0 &+ 1 } ?? host.count
  }
}
