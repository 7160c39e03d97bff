import Synchronization

/// The final names that writers of this process are going to take.
///
/// Shape: a name is claimed by one writer at a time, whatever way leads to its folder.
enum TargetClaims {
  /// A name in a folder.
  struct Claim: Hashable, Sendable {
    let device: UInt64
    let folder: UInt64
    let name: String
  }

  private static let claimed = Mutex<Set<Claim>>([])

  /// False when another writer has it.
  static func take(_ claim: Claim) -> Bool { claimed.withLock { $0.insert(claim).inserted } }
  static func release(_ claim: Claim) { claimed.withLock { _ = $0.remove(claim) } }
  static func isTaken(_ claim: Claim) -> Bool { claimed.withLock { $0.contains(claim) } }
}
