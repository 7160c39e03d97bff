import Synchronization

/// Somebody who looks at some events of a run.
package final class TapListener: Sendable {
  /// Events that wait to be taken: a few seconds' worth; what comes then is missed.
  static let queueLimit = 256

  private struct State {
    var waiting: [TracedEvent] = []
    var missed = 0
    var isOver = false
    /// Events that may be offered still, in this second.
    var left: Int
    var second: ContinuousClock.Instant
  }

  /// What a listener has to take.
  package struct Taken: Sendable {
    package let events: [TracedEvent]
    /// Events that were let go since the last call, because too many waited.
    package let missed: Int
    /// Whether nothing comes any more.
    package let isOver: Bool
  }

  private let stage: String?
  private let rate: Int
  private let wake: @Sendable () -> Void
  private let state: Mutex<State>

  init(stage: String?, rate: Int, wake: @escaping @Sendable () -> Void) {
    self.stage = stage
    self.rate = min(max(rate, 1), TapDesk.rateLimit)
    self.wake = wake
    state = Mutex(State(left: self.rate, second: .now))
  }

  /// At most `count` of the events that wait.
  package func take(_ count: Int) -> Taken {
    state.withLock { state in
      let events = Array(state.waiting.prefix(count))
      state.waiting.removeFirst(events.count)
      defer { state.missed = 0 }
      return Taken(
        events: events, missed: state.missed, isOver: state.isOver && state.waiting.isEmpty)
    }
  }

  /// How many events may be offered now.
  var allowance: Int {
    state.withLock { state in
      TapListener.refill(&state, rate)
      return state.left
    }
  }

  private static func refill(_ state: inout State, _ rate: Int) {
    let now = ContinuousClock.now
    guard now - state.second >= .seconds(1) else { return }
    state.second = now
    state.left = rate
  }

  func offer(_ events: [TracedEvent]) {
    let isNew = state.withLock { state in
      TapListener.refill(&state, rate)
      var isNew = false
      for event in events {
        guard state.left > 0, let event = chosen(event) else { continue }
        state.left -= 1
        guard state.waiting.count < TapListener.queueLimit else {
          state.missed += 1
          continue
        }
        state.waiting.append(event)
        isNew = true
      }
      return isNew
    }
    if isNew { wake() }
  }

  /// The event, of which only the wanted stage is told; nil when it did not get there.
  private func chosen(_ event: TracedEvent) -> TracedEvent? {
    guard let stage else { return event }
    var event = event
    event.steps.removeAll { $0.id != stage }
    return event.steps.isEmpty ? nil : event
  }

  func end() {
    state.withLock { $0.isOver = true }
    wake()
  }
}
