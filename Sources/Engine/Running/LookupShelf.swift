import Synchronization

/// The versions of the lookups that tickets get from now on.
final class LookupShelf: Sendable {
  private let set: Mutex<LookupSet>

  init(_ set: LookupSet) { self.set = Mutex(set) }

  var current: LookupSet { set.withLock { $0 } }

  /// All tickets from the next one on use it.
  func replace(_ new: LookupSet) { set.withLock { $0 = new } }
}
