import Synchronization

/// A value that one thread at a time may touch; who comes meanwhile does not wait, and goes without.
struct TryLock<Value>: ~Copyable, @unchecked Sendable {
  // Sendable: the value is touched by the thread alone that has set `isTaken`, which it does with acquire
  // order, and lets go of with release order.
  private let isTaken = Atomic(false)
  private let value: UnsafeMutablePointer<Value>

  init(_ value: sending Value) {
    self.value = .allocate(capacity: 1)
    self.value.initialize(to: value)
  }

  deinit {
    value.deinitialize(count: 1)
    value.deallocate()
  }

  /// What `body` gives; nil when another thread has the value just now.
  borrowing func withValue<Result>(_ body: (inout Value) -> Result?) -> Result? {
    if isTaken.load(ordering: .relaxed) { return nil }
    guard !isTaken.exchange(true, ordering: .acquiring) else { return nil }
    defer { isTaken.store(false, ordering: .releasing) }
    return body(&value.pointee)
  }
}
