private import Synchronization

/// The memory of runs that are over, for the next ones: as many as there were workers at once.
final class ScratchPool: Sendable {
  private struct Free: @unchecked Sendable {
    // Sendable: what lies here belongs to nobody; the mutex hands it from one worker to another.
    var list: [ScratchStack] = []
  }

  private let free = Mutex(Free())

  /// Memory that nobody else uses.
  func take() -> ScratchStack { free.withLock { $0.list.popLast() } ?? ScratchStack() }

  /// Keeps the memory of a run that is over.
  func giveBack(_ scratch: ScratchStack) {
    let back = Free(list: [scratch])
    free.withLock { $0.list += back.list }
  }

  deinit { free.withLock { for scratch in $0.list { scratch.deallocate() } } }
}
