import Synchronization

/// The versions of the lookups that tickets get from now on.
final class LookupShelf: Sendable {
  private let shelf: Mutex<LookupSet>

  init(_ set: LookupSet) { shelf = Mutex(set) }

  var current: LookupSet { shelf.withLock { $0 } }

  /// All tickets from the next one on use it.
  func replace(_ new: LookupSet) { shelf.withLock { $0 = new } }
}
