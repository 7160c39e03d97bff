package import StageKit
import Synchronization

/// Lets listeners look at some events of a run that goes on.
///
/// Shape: nobody waits for a listener: what it does not take in time is missed.
/// Cost: without listeners one look at a number each slice.
package final class TapDesk: TraceDesk {
  /// Listeners at once: each is a person who looks, or a script of one.
  package static let listenerLimit = 4
  /// Events a second that a listener may ask for: more are a sink's business.
  package static let rateLimit = 100
  package static let usualRate = 10

  private struct State {
    var listeners: [TapListener] = []
    var isOpen = false
    var isOver = false
  }

  private let state = Mutex(State())
  private let count = Atomic<Int>(0)

  package init() {}

  package var notesRows: Bool { false }
  package var hidesSecrets: Bool { true }

  /// Whether the pipeline that runs allows it.
  package var isOpen: Bool { state.withLock { $0.isOpen && !$0.isOver } }

  /// The pipeline that runs from now on says whether others may look.
  func allow(_ isOpen: Bool) {
    let listeners = state.withLock { state in
      state.isOpen = isOpen
      return isOpen ? [] : state.listeners
    }
    for listener in listeners { listener.end() }
  }

  /// Nil when there are too many already.
  ///
  /// Shape: `wake` is called by workers when there is something to take; it must not wait.
  package func listen(
    stage: String?, rate: Int, wake: @escaping @Sendable () -> Void
  ) -> TapListener? {
    state.withLock { state in
      guard state.listeners.count < TapDesk.listenerLimit else { return nil }
      let listener = TapListener(stage: stage, rate: rate, wake: wake)
      if state.isOver { listener.end() }
      state.listeners.append(listener)
      count.store(state.listeners.count, ordering: .releasing)
      return listener
    }
  }

  package func leave(_ listener: TapListener) {
    state.withLock { state in
      state.listeners.removeAll { $0 === listener }
      count.store(state.listeners.count, ordering: .releasing)
    }
  }

  /// The run is over.
  func end() {
    let listeners = state.withLock { state in
      state.isOver = true
      return state.listeners
    }
    for listener in listeners { listener.end() }
  }

  // MARK: workers

  package var followsFailures: Bool { wanted > 0 }

  package func choose(of rows: Int) -> Selection { Selection(first: min(wanted, rows)) }

  /// Events that somebody may take now.
  private var wanted: Int {
    guard count.load(ordering: .relaxed) > 0 else { return 0 }
    return state.withLock { $0.listeners.map(\.allowance).max() ?? 0 }
  }

  package func take(_ events: [TracedEvent], ticket: UInt64) {
    guard !events.isEmpty else { return }
    for listener in state.withLock({ $0.listeners }) { listener.offer(events) }
  }
}
