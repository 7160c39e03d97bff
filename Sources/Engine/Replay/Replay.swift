public import PipelineConfig
import StageKit

/// A plan that reads failed events and tries just what they still owe.
///
/// Shape: the plan comes from `Purpose.replay`, so that its sources read failed events already. Each
/// becomes the record that it was; of its events the one that failed goes on, to the sinks that were
/// owed it. What fails again is a failed event again, with one attempt more.
public struct Replay: Sendable {
  /// What is to be run.
  public let plan: Plan
  private let tally: ReplayTally

  /// `choice` says which failed events are tried; the others stay where they are.
  public init(_ plan: Plan, choosing choice: ReplayChoice = ReplayChoice()) {
    let tally = ReplayTally()
    var replaying = plan
    let sources = plan.sources.map(\.id)
    for (place, source) in plan.sources.enumerated() {
      let format = ReplayFormat(
        source.format, source: source.id, otherSources: place == 0 ? sources : nil,
        sinks: plan.sinks.filter { $0.upstream != nil }.map(\.id), choice: choice, tally: tally)
      replaying.sources[place].read(as: format, maxRecord: Replay.longestLine)
    }
    self.plan = replaying
    self.tally = tally
  }

  /// A failed event holds its record and all fields, with escapes: as long as a run allows.
  private static let longestLine = 256 * 1024 * 1024

  /// What came of a run of the plan, with what became of the failed events.
  public func outcome(of run: RunOutcome) -> RunOutcome {
    let count = tally.count
    guard !run.report.isEmpty else { return run }
    let isForeign = count.foreign > 0 && run.status == .good
    var outcome = RunOutcome(
      status: isForeign ? .trouble : run.status, report: run.report + [count.line],
      messages: run.messages + count.messages)
    outcome.toldMessages = run.toldMessages
    outcome.counters = run.counters
    return outcome
  }
}
