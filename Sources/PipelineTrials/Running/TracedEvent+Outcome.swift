package import Engine
package import PipelineConfig
package import StageKit

/// What became of an event on its way to one sink.
package enum SinkOutcome: Sendable, Equatable {
  case written
  /// The id of the stage or sink that took it out.
  case filtered(String)
  case dropped(String)
  case failed(String, Failure)
  /// It does not come this way: of another source.
  case elsewhere

  /// Without what differs from event to event.
  package var words: String {
    switch self {
    case .written: "written"
    case .filtered(let id): "filtered by '\(id)'"
    case .dropped(let id): "dropped by '\(id)'"
    case .failed(let id, let failure): "failed at '\(id)' (\(failure.kind.rawValue))"
    case .elsewhere: "of another source"
    }
  }
}

extension TracedEvent {
  /// The step at a stage, or the one that ends a way with collected errors.
  package func step(_ kind: TracedStep.Kind, _ place: Int) -> TracedStep? {
    steps.first { $0.kind == kind && $0.place == place }
  }

  /// What became of it on the way to a sink.
  package func outcome(atSink place: Int, of plan: Plan) -> SinkOutcome {
    if let failure, steps.isEmpty { return .failed(source, failure) }
    let sink = plan.sinks[place]
    if let step = step(.sink, place) {
      switch step.fate {
      case .written: return .written
      case .failed(let failure): return .failed(sink.id, failure)
      default: return .filtered(sink.id)
      }
    }
    var upstream = sink.upstream
    while case .stage(let stage)? = upstream {
      if let end = end(atStage: stage, of: plan) { return end }
      upstream = plan.stages[stage].upstream
    }
    return .elsewhere
  }

  /// What ended its way at a stage; nil when it went on, or never came there.
  package func end(atStage place: Int, of plan: Plan) -> SinkOutcome? {
    guard let step = step(.stage, place) ?? step(.gate, place) else { return nil }
    switch step.fate {
    case .filtered: return .filtered(step.id)
    case .failed(let failure), .stopped(let failure): return .failed(step.id, failure)
    case .dropped: return .dropped(step.id)
    default: return nil
    }
  }

  /// The fields as the event left a stage; nil: as it was read. Nothing when it never left it.
  package func fields(behind stage: Int?, of plan: Plan) -> [String: String]? {
    guard failure == nil || !steps.isEmpty else { return nil }
    var way: [Int] = []
    var place = stage
    while let stage = place {
      way.append(stage)
      if case .stage(let above) = plan.stages[stage].upstream { place = above } else { place = nil }
    }
    var fields = Dictionary(
      fields.map { ($0.name, $0.json) }, uniquingKeysWith: { first, _ in first })
    for stage in way.reversed() {
      guard let step = step(.stage, stage), step.fate.goesOn else { return nil }
      for change in step.changes { fields[change.name] = change.after }
    }
    return failsBehind(stage, of: plan) ? nil : fields
  }

  /// Whether errors that were collected end its way there.
  private func failsBehind(_ stage: Int?, of plan: Plan) -> Bool {
    guard let stage else { return false }
    return steps.contains { step in
      step.kind == .gate && plan.stages[step.place].upstream == .stage(stage)
    }
  }
}
