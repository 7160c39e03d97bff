import LookupKit
import PipelineConfig

/// Looks at a plan that runs from outside, without letting it wait for longer than one look at the
/// books.
struct RunWatch: Sendable {
  let plan: Plan
  let books: Monitor<Ledger>
  let exchange: Exchange
  let lookups: LookupShelf
  let clock: @Sendable () -> Int64

  var pipeline: String { plan.label }
  var now: Int64 { clock() }

  /// Shape: as long as the run goes on, or was ended before its time, nobody minds what is open.
  func snapshot(_ phase: RunSnapshot.Phase) -> RunSnapshot {
    let ledger = books.read { $0 }
    let gauge = exchange.gauge
    var snapshot = RunSnapshot(pipeline: plan.label, phase: phase, time: now, begun: now)
    let isWhole = phase == .ended(.good) || phase == .ended(.unbalanced)
    ledger.describe(in: &snapshot, isRunning: !isWhole)
    snapshot.memory = RunSnapshot.Memory(limit: plan.run.memory, inUse: gauge.memoryInUse)
    snapshot.lagMilliseconds = gauge.lagMilliseconds
    snapshot.lookups = lookups.current.snapshots
    for (place, health) in lookups.health.enumerated() where place < snapshot.lookups.count {
      snapshot.lookups[place].isReady = health.isReady
      snapshot.lookups[place].swaps = health.swaps
      snapshot.lookups[place].failures = health.failures
      snapshot.lookups[place].trouble = health.trouble?.message
      snapshot.lookups[place].troubleSince = health.trouble?.since
    }
    return snapshot
  }
}

extension LookupSet {
  fileprivate var snapshots: [RunSnapshot.Lookup] {
    zip(versions, tables).map { version, table in
      let description = table.description
      return RunSnapshot.Lookup(
        name: version.name, type: description.type, late: version.late,
        built: description.buildDate, byteCount: description.byteCount)
    }
  }
}
