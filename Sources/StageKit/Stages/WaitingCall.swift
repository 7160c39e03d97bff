private import Synchronization

/// One slice that a stage waits for.
public final class WaitingCall: Sendable {
  // The batch and the changes are touched by the stage until it finishes, then by one worker.
  nonisolated(unsafe) public let batch: EventBatch
  nonisolated(unsafe) public var changes: BatchChanges
  private let isFinished = Atomic<Bool>(false)
  private let resume: @Sendable () -> Void

  package init(
    batch: EventBatch, changes: BatchChanges, resume: @escaping @Sendable () -> Void
  ) {
    self.batch = batch
    self.changes = changes
    self.resume = resume
  }

  /// Ends the wait; what `changes` holds then shows. A second call does nothing.
  public func finish() {
    guard !isFinished.exchange(true, ordering: .acquiringAndReleasing) else { return }
    resume()
  }
}
