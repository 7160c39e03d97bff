import LookupKit
import PipelineConfig
private import Synchronization

/// Looks at a run from outside, without letting it wait for longer than one look at the books.
final class RunWatch: Sendable {
  private let plan: Plan
  private let books: Monitor<Ledger>
  private let exchange: Exchange
  private let lookups: LookupShelf
  private let clock: @Sendable () -> Int64
  private let begun: Int64
  private let checkpoint: Mutex<RunSnapshot.Checkpoint?>

  init(
    plan: Plan, books: Monitor<Ledger>, exchange: Exchange, lookups: LookupShelf,
    epoch: UInt64, clock: @escaping @Sendable () -> Int64
  ) {
    self.plan = plan
    self.books = books
    self.exchange = exchange
    self.lookups = lookups
    self.clock = clock
    begun = clock()
    let first = RunSnapshot.Checkpoint(epoch: epoch, time: begun)
    checkpoint = Mutex(plan.run.checkpoint == nil ? nil : first)
  }

  var pipeline: String { plan.label }

  func committed(epoch: UInt64) {
    let now = clock()
    checkpoint.withLock { $0 = RunSnapshot.Checkpoint(epoch: epoch, time: now) }
  }

  /// Shape: the tickets that nobody ended are no fault while the run goes on.
  func snapshot(_ phase: RunSnapshot.Phase) -> RunSnapshot {
    let ledger = books.read { $0 }
    let gauge = exchange.gauge
    var snapshot = RunSnapshot(pipeline: plan.label, phase: phase, time: clock(), begun: begun)
    ledger.describe(in: &snapshot, isRunning: !phase.isOver)
    snapshot.memory = RunSnapshot.Memory(limit: plan.run.memory, inUse: gauge.memoryInUse)
    snapshot.lagMilliseconds = gauge.lagMilliseconds
    snapshot.lookups = lookups.current.snapshots
    snapshot.checkpoint = checkpoint.withLock { $0 }
    return snapshot
  }
}

extension LookupSet {
  var snapshots: [RunSnapshot.Lookup] {
    zip(versions, tables).map { version, table in
      let description = table.description
      return RunSnapshot.Lookup(
        name: version.name, type: description.type, version: version.version,
        built: description.buildDate, byteCount: description.byteCount)
    }
  }
}
