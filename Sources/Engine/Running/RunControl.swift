private import Synchronization

/// The line between a run and those outside: requests go in, its state comes out.
///
/// Shape: made before the run, used from any thread, by one run.
public final class RunControl: Sendable {
  private let request = Atomic<Int>(0)
  private let read = Atomic<UInt64>(0)
  private let observer: (any RunObserver)?
  private let line = Mutex(Line())

  private struct Line {
    var watch: RunWatch?
    /// What is left to be seen when the run is over.
    var last: RunSnapshot?
    var reload: (@Sendable (ReloadRequest) -> ReloadAnswer)?
    /// Reasons by sink id.
    var waiting: [String: String] = [:]
  }

  public init(observer: (any RunObserver)? = nil) { self.observer = observer }

  // MARK: requests

  /// Stops reading; an endless input's events are finished, a batch is given up.
  public func stop(interrupted: Bool) {
    let before = request.exchange(interrupted ? 2 : 1, ordering: .acquiringAndReleasing)
    if before == 0 { tell(.stopping) }
  }

  /// Reads the pipeline file and its lookups anew; waits until it is known what becomes of it.
  public func requestReload() -> ReloadAnswer { reload(.pipeline) }

  /// Reads one lookup anew; waits until it is known what becomes of it.
  public func requestLookupReload(_ name: String) -> ReloadAnswer { reload(.lookup(name)) }

  private func reload(_ request: ReloadRequest) -> ReloadAnswer {
    let (reload, isRunning) = line.withLock { ($0.reload, $0.watch != nil) }
    guard isRunning else { return .unavailable("the run is not going on") }
    return reload?(request) ?? .unavailable("this run reads nothing anew")
  }

  // MARK: state

  /// What is known of the run; nil before its lookups are open.
  ///
  /// Cost: one look at the books, as every ticket takes several; the run does not wait.
  public func snapshot() -> RunSnapshot? {
    let line = line.withLock { $0 }
    if let last = line.last { return last }
    guard var snapshot = line.watch?.snapshot(isStopping ? .stopping : .running) else { return nil }
    complete(&snapshot, line)
    return snapshot
  }

  private func complete(_ snapshot: inout RunSnapshot, _ line: Line) {
    snapshot.bytesRead = read.load(ordering: .relaxed)
    for place in snapshot.sinks.indices {
      snapshot.sinks[place].waitsFor = line.waiting[snapshot.sinks[place].id]
    }
  }

  // MARK: what the run says

  var isStopping: Bool { request.load(ordering: .acquiring) != 0 }
  var isInterrupted: Bool { request.load(ordering: .acquiring) == 2 }

  func tell(_ event: RunEvent) { observer?.note(event) }

  /// The run can be looked at from now on.
  func began(_ watch: RunWatch) {
    line.withLock { $0.watch = watch }
    tell(.began(pipeline: watch.pipeline))
  }

  /// Who answers requests to read something anew, from threads of others.
  func answerReloads(_ reload: @escaping @Sendable (ReloadRequest) -> ReloadAnswer) {
    line.withLock { $0.reload = reload }
  }

  /// Bytes of input were read, as they are stored.
  func noteRead(bytes: UInt64) { read.add(bytes, ordering: .relaxed) }

  /// The state of the run is kept, the run itself let go.
  func ended(_ outcome: RunOutcome) {
    line.withLock { line in
      if var last = line.watch?.snapshot(.ended(outcome.status)) {
        line.waiting = [:]
        complete(&last, line)
        line.last = last
      }
      line.watch = nil
      line.reload = nil
    }
    tell(.ended(outcome))
  }

  func committed(epoch: UInt64) {
    line.withLock { $0.watch }?.committed(epoch: epoch)
    tell(.committed(epoch: epoch))
  }

  /// A target refuses for now; said once for each reason.
  func sinkWaits(_ sink: String, reason: String) {
    let isNew = line.withLock { $0.waiting.updateValue(reason, forKey: sink) != reason }
    if isNew { tell(.sinkWaits(sink: sink, reason: reason)) }
  }

  func sinkGoesOn(_ sink: String) {
    let hasWaited = line.withLock { $0.waiting.removeValue(forKey: sink) != nil }
    if hasWaited { tell(.sinkGoesOn(sink: sink)) }
  }
}
