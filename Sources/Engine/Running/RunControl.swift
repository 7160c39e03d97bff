private import Synchronization

/// How somebody outside stops a run.
public final class RunControl: Sendable {
  private let request = Atomic<Int>(0)

  public init() {}

  /// Stops reading; an endless input's events are finished, a batch is given up.
  public func stop(interrupted: Bool) {
    request.store(interrupted ? 2 : 1, ordering: .releasing)
  }

  var isStopping: Bool { request.load(ordering: .acquiring) != 0 }
  var isInterrupted: Bool { request.load(ordering: .acquiring) == 2 }
}
