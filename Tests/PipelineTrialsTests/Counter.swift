import Synchronization

/// Counts from several threads.
final class Counter: Sendable {
  private let number = Atomic<Int>(0)

  var count: Int { number.load(ordering: .relaxed) }

  func add() -> Int { number.add(1, ordering: .relaxed).newValue }
}
