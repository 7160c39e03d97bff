import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The final names that writers of this process are going to take.
///
/// Shape: a name is claimed by one writer at a time, whatever way leads to its folder.
package enum TargetClaims {
  /// A name in a folder.
  package struct Claim: Hashable, Sendable {
    private let device: UInt64
    private let folder: UInt64
    private let name: String

    /// The folder must be there.
    package init(_ target: TargetPath) throws(SystemError) {
      var found = stat()
      guard stat(target.folder.isEmpty ? "./" : target.folder, &found) == 0 else { throw .last }
      device = UInt64(found.st_dev)
      folder = UInt64(found.st_ino)
      name = String(target.name)
    }
  }

  private static let claimed = Mutex<Set<Claim>>([])

  /// False when another writer has it.
  package static func take(_ claim: Claim) -> Bool {
    claimed.withLock { $0.insert(claim).inserted }
  }

  package static func release(_ claim: Claim) { claimed.withLock { _ = $0.remove(claim) } }

  package static func isTaken(_ target: TargetPath) -> Bool {
    guard let claim = try? Claim(target) else { return false }
    return claimed.withLock { $0.contains(claim) }
  }
}
