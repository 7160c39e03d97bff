package import Engine
package import PipelineConfig
package import StageKit

/// A pipeline that runs over a few events as `run` would run it, without touching a sink.
///
/// Shape: the same plan, stages and workers; only where lines come from and where rows go is another.
package struct Trial: Sendable {
  package let plan: Plan
  private let now: Int64?
  /// What the sinks would have got, when that is kept.
  package let rows = TrialRows()

  /// Shape: the events come from one source of the plan, by its place; nil: from all of them, as the
  /// file says. `name` is how ids and failed events name the input.
  package init(
    _ plan: Plan, source: Int?, _ input: TrialInput, registry: Registry, name: String? = nil,
    now: Int64? = nil, keepsRows: Bool = false
  ) throws(Findings) {
    var plan = plan
    for place in plan.sources.indices where source != nil {
      guard place == source else {
        plan.sources[place].take(from: MemorySource(""))
        continue
      }
      var format: (any InputFormat)?
      if case .event(let values) = input { format = StatedEvents(values, plan.sources[place]) }
      plan.sources[place].take(from: try input.source(registry, name: name), as: format)
    }
    for place in plan.sinks.indices {
      plan.sinks[place].write(to: TrialSink(plan.sinks[place].id, rows, isKept: keepsRows))
    }
    plan.run.checkpoint = nil
    plan.run.listen = nil
    plan.run.stopIfFailed = nil
    plan.run.tap = false
    self.plan = plan
    self.now = now
  }

  /// Runs to the end, or until `each` says that it has enough.
  ///
  /// Errors: lookups that cannot be opened, at the places where they are declared.
  package func run(
    hidesSecrets: Bool = false, _ each: @escaping @Sendable (TracedEvent) -> Bool
  ) throws(Findings) -> RunOutcome {
    let control = RunControl()
    var settings = RunSettings()
    settings.workers = 1
    settings.now = now
    settings.desk = TrialDesk(hidesSecrets: hidesSecrets, each) { control.stop(interrupted: true) }
    return try Run(plan, settings: settings, control: control) { SystemClock.milliseconds }.run()
  }
}
