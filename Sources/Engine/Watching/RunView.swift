import Synchronization

/// What is seen of a run from outside, and who hears of it.
final class RunView: Sendable {
  private struct Seen {
    var watch: RunWatch?
    /// What is left to be seen when the run is over.
    var last: RunSnapshot?
    var begun: Int64 = 0
    var checkpoint: RunSnapshot.Checkpoint?
    /// Reasons by sink id.
    var waiting: [String: String] = [:]
  }

  private let observer: (any RunObserver)?
  private let seen = Mutex(Seen())
  private let read = Atomic<UInt64>(0)

  init(_ observer: (any RunObserver)?) { self.observer = observer }

  /// Whether a run goes on.
  var isWatched: Bool { seen.withLock { $0.watch != nil } }

  func tell(_ event: RunEvent) { observer?.note(event) }

  /// Nil before there is anything.
  func snapshot(isStopping: Bool) -> RunSnapshot? {
    let seen = seen.withLock { $0 }
    return seen.last ?? snapshot(isStopping ? .stopping : .running, seen)
  }

  private func snapshot(_ phase: RunSnapshot.Phase, _ seen: Seen) -> RunSnapshot? {
    guard var snapshot = seen.watch?.snapshot(phase) else { return nil }
    snapshot.begun = seen.begun
    snapshot.checkpoint = seen.checkpoint
    snapshot.bytesRead = read.load(ordering: .relaxed)
    for place in snapshot.sinks.indices {
      snapshot.sinks[place].waitsFor = seen.waiting[snapshot.sinks[place].id]
    }
    return snapshot
  }

  // MARK: what the run says

  /// A plan runs from now on.
  func follow(_ watch: RunWatch) {
    let isFirst = seen.withLock { seen in
      defer { seen.watch = watch }
      guard seen.watch == nil else { return false }
      seen.begun = watch.now
      return true
    }
    if isFirst { tell(.began(pipeline: watch.pipeline)) }
  }

  /// The state of the run is kept, the run itself let go; `isLast` when the program ends as well.
  func ended(_ outcome: RunOutcome, isLast: Bool = false) {
    seen.withLock { seen in
      seen.waiting = [:]
      seen.last = snapshot(.ended(outcome.status), seen)
      seen.watch = nil
      // What is still to be made of the lookups would hold their memory.
      if !isLast { seen.last?.settleVersions() }
    }
    tell(.ended(outcome))
  }

  /// Bytes of input were read, as they are stored.
  func noteRead(bytes: UInt64) { read.add(bytes, ordering: .relaxed) }

  /// Everything up to a checkpoint is safe; a run that goes on after an earlier one begins with it.
  func committed(_ epoch: UInt64, isNew: Bool = true) {
    let checkpoint = RunSnapshot.Checkpoint(epoch: epoch, time: SystemClock.milliseconds)
    seen.withLock { $0.checkpoint = checkpoint }
    if isNew { tell(.committed(epoch: epoch)) }
  }

  /// A target refuses for now, and is left alone for a while.
  func sinkWaits(_ sink: String, milliseconds: Int, reason: String) {
    seen.withLock { $0.waiting[sink] = reason }
    tell(.sinkWaits(sink: sink, milliseconds: milliseconds, reason: reason))
  }

  /// A target took rows.
  func sinkGoesOn(_ sink: String) {
    let hasWaited = seen.withLock { $0.waiting.removeValue(forKey: sink) != nil }
    if hasWaited { tell(.sinkGoesOn(sink: sink)) }
  }
}
