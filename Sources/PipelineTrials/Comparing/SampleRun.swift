package import Engine
import PipelineConfig
package import StageKit
import Synchronization

/// What a sample of events becomes, at each sink.
package struct SampleRun: Sendable {
  /// Where an event stands in the sample.
  package struct Key: Hashable, Comparable, Sendable {
    package let line: UInt64
    package let part: Int
    package let pieces: [Int]

    package static func < (a: Key, b: Key) -> Bool {
      (a.line, a.part) == (b.line, b.part)
        ? a.pieces.lexicographicallyPrecedes(b.pieces) : (a.line, a.part) < (b.line, b.part)
    }
  }

  /// What became of one event at one sink.
  package struct End: Sendable {
    package let outcome: SinkOutcome
    /// What is written.
    package let row: [TracedField]
  }

  /// By sink, in the order of the plan.
  package let sinks: [(id: String, ends: [Key: End])]
  package let count: Int
  package let outcome: RunOutcome

  /// Runs a sample, or its first events.
  ///
  /// Errors: lookups that cannot be opened.
  package init(_ trial: Trial, limit: Int) throws(Findings) {
    let plan = trial.plan
    let good = plan.sinks.indices.filter { plan.sinks[$0].upstream != nil }
    let seen = Mutex((ends: good.map { _ in [Key: End]() }, count: 0))
    outcome = try trial.run { event in
      seen.withLock { seen in
        let key = Key(line: event.line ?? .max, part: event.part, pieces: event.pieces)
        for (place, sink) in good.enumerated() {
          seen.ends[place][key] = End(
            outcome: event.outcome(atSink: sink, of: plan),
            row: event.step(.sink, sink)?.row ?? [])
        }
        seen.count += 1
        return seen.count < limit
      }
    }
    (sinks, count) = seen.withLock { seen in
      (zip(good, seen.ends).map { (plan.sinks[$0].id, $1) }, seen.count)
    }
  }
}
