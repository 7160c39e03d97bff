import Synchronization

/// The versions of the lookups that tickets get from now on, and those that are still in use.
final class LookupShelf: Sendable {
  private struct State {
    var current: LookupSet
    var earlier: [WeakSet] = []
  }

  private struct WeakSet {
    weak var set: LookupSet?
  }

  private let state: Mutex<State>

  init(_ set: LookupSet) { state = Mutex(State(current: set)) }

  var current: LookupSet { state.withLock { $0.current } }

  /// All tickets from the next one on use it.
  func replace(_ new: LookupSet) {
    state.withLock { state in
      state.earlier.append(WeakSet(set: state.current))
      state.current = new
    }
  }

  /// Whether batches still use an earlier version: a third one waits, so that memory is bounded.
  var hasEarlier: Bool {
    state.withLock { state in
      state.earlier.removeAll { $0.set == nil }
      return !state.earlier.isEmpty
    }
  }
}
