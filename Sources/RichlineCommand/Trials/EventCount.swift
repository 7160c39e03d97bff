import Synchronization

/// Counts events up to a limit.
final class EventCount: Sendable {
  private let limit: Int
  private let count = Atomic<Int>(0)

  /// Nil: there is none.
  init(limit: Int?) { self.limit = limit ?? .max }

  /// Counts one; false when it was the last one.
  func goesOn() -> Bool { count.add(1, ordering: .relaxed).newValue < limit }
}
