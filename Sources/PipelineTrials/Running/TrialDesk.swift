import Engine
import StageKit
import Synchronization

/// Follows every event of a trial, and tells of them in the order of the input.
final class TrialDesk: TraceDesk {
  private struct State {
    /// Tickets that have overtaken others: of stages that wait, a few.
    var early: [UInt64: [TracedEvent]] = [:]
    var next: UInt64 = 0
    var isOver = false
  }

  private let state = Mutex(State())
  /// False: nothing more is wanted.
  private let each: @Sendable (TracedEvent) -> Bool
  private let enough: @Sendable () -> Void
  let hidesSecrets: Bool

  init(
    hidesSecrets: Bool, _ each: @escaping @Sendable (TracedEvent) -> Bool,
    enough: @escaping @Sendable () -> Void
  ) {
    self.hidesSecrets = hidesSecrets
    self.each = each
    self.enough = enough
  }

  var notesRows: Bool { true }
  var followsFailures: Bool { true }
  func choose(of rows: Int) -> Selection { Selection(first: rows) }

  func take(_ events: [TracedEvent], ticket: UInt64) {
    let isOver = state.withLock { state in
      state.early[ticket] = events
      while !state.isOver, let events = state.early.removeValue(forKey: state.next) {
        state.next += 1
        for event in events where !state.isOver { state.isOver = !each(event) }
      }
      return state.isOver
    }
    if isOver { enough() }
  }
}
