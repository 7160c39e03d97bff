import LookupKit
import PipelineConfig
import Synchronization

/// The versions of the lookups that tickets get from now on, those that are still in use, and how the
/// lookups are.
final class LookupShelf: Sendable {
  private struct State {
    var current: LookupSet
    var earlier: [WeakSet] = []
    var health: [LookupHealth]
  }

  private struct WeakSet {
    weak var set: LookupSet?
  }

  private let state: Mutex<State>

  /// A lookup that `earlier` knows by its name goes on counting; `now` is in milliseconds since 1970.
  init(_ set: LookupSet, after earlier: LookupShelf? = nil, now: Int64 = 0) {
    let known = earlier?.health ?? []
    let health = set.versions.enumerated().map { place, version in
      var health = LookupHealth(version)
      if let before = known.first(where: { $0.name == version.name }) {
        health.swaps = before.swaps + (before.version == version ? 0 : 1)
        health.failures = before.failures
      }
      if let trouble = set.troubles[place] {
        health.failures += 1
        health.trouble = LookupHealth.Trouble(message: trouble, since: now)
      }
      return health
    }
    state = Mutex(State(current: set, health: health))
  }

  var current: LookupSet { state.withLock { $0.current } }

  /// All tickets from the next one on use it; `places` are those of the lookups that are new.
  func replace(_ new: LookupSet, places: [Int]) {
    state.withLock { state in
      state.earlier.append(WeakSet(set: state.current))
      state.current = new
      for place in places {
        state.health[place].version = new.versions[place]
        state.health[place].swaps += 1
        state.health[place].trouble = nil
      }
    }
  }

  /// Whether batches still use an earlier version: a third one waits, so that memory is bounded.
  var hasEarlier: Bool {
    state.withLock { state in
      state.earlier.removeAll { $0.set == nil }
      return !state.earlier.isEmpty
    }
  }

  // MARK: health

  /// In the order of the plan.
  var health: [LookupHealth] { state.withLock { $0.health } }

  /// False while a lookup is too old for the pipeline to work with.
  var isReady: Bool { state.withLock { $0.health.allSatisfy(\.isReady) } }

  /// Counts that a new version cannot be used; false when that is what was wrong before.
  func note(trouble message: String, at place: Int, now: Int64) -> Bool {
    state.withLock { state in
      let before = state.health[place].trouble
      state.health[place].failures += 1
      state.health[place].trouble = LookupHealth.Trouble(
        message: message, since: before?.since ?? now)
      return before?.message != message
    }
  }

  /// What is on disk is in force; true when it was not.
  func noteGood(at place: Int) -> Bool {
    state.withLock { state in
      defer { state.health[place].trouble = nil }
      return state.health[place].trouble != nil
    }
  }

  /// Looks at the ages; an event for each lookup that has become too old.
  func watchAges(_ plan: Plan, now: Int64) -> [RunEvent] {
    state.withLock { state in
      plan.lookups.indices.compactMap { place in
        let (lookup, set) = (plan.lookups[place], state.current)
        let age = LookupAge(lookup, set.tables[place].description, set.stamps[place], now: now)
        let wasTooOld = state.health[place].isTooOld
        state.health[place].isTooOld = age?.isTooOld == true
        state.health[place].isReady = age?.stops != true
        guard let age, age.isTooOld, !wasTooOld else { return nil }
        return .lookupIsOld(lookup: lookup.name, words: age.words)
      }
    }
  }
}
