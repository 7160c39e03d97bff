import PipelineConfig
import StageKit

/// Where a trace finds the fields that stages and sinks read and write.
struct TraceMap: Sendable {
  /// A field and its column.
  struct Place: Sendable {
    let name: String
    let column: Int
  }

  struct Written: Sendable {
    let name: String
    /// Before the stage; 0, which is always empty, when the field was not there.
    let before: Int
    let after: Int
  }

  struct Stage: Sendable {
    let written: [Written]
    let condition: [Place]
    /// What it takes from, when that is not the stage before it.
    let from: String?
  }

  struct Sink: Sendable {
    let fields: [Place]
    let condition: [Place]
  }

  let stages: [Stage]
  let sinks: [Sink]
  /// By source.
  let decoded: [[Place]]
  let plan: Plan

  init(_ plan: Plan) {
    self.plan = plan
    stages = plan.stages.indices.map { TraceMap.stage(plan.stages[$0], $0, plan) }
    sinks = plan.sinks.map { sink in
      Sink(
        fields: zip(sink.fields, sink.columns).map { Place(name: $0.name, column: $1) },
        condition: TraceMap.condition(sink.when.map { [$0] } ?? []))
    }
    decoded = plan.sources.map { source in
      zip(source.outputs, source.columns).filter { $1 > 0 }.map {
        Place(name: $0.name, column: $1)
      }
    }
  }

  /// A stage and all that an event goes through before it.
  func way(to stage: Int) -> Set<Int> {
    var way: Set<Int> = []
    var upstream = Upstream.stage(stage)
    while case .stage(let place) = upstream {
      way.insert(place)
      upstream = plan.stages[place].upstream
    }
    return way
  }

  private static func stage(_ stage: StagePlan, _ place: Int, _ plan: Plan) -> Stage {
    var columns = Set(stage.outputs)
    columns.insert(stage.errorsColumn)
    if let version = stage.version { columns.insert(version.column) }
    columns.remove(0)
    let before = Dictionary(
      stage.snapshot.map { ($0.field.name, $0.column) }, uniquingKeysWith: { first, _ in first })
    let written = stage.after.filter { columns.contains($0.column) }.map {
      Written(name: $0.field.name, before: before[$0.field.name] ?? 0, after: $0.column)
    }
    return Stage(
      written: written, condition: condition(stage.when), from: from(stage, place, plan))
  }

  /// Branches stand one behind the other: only the first one goes on from the step above it.
  private static func from(_ stage: StagePlan, _ place: Int, _ plan: Plan) -> String? {
    switch stage.upstream {
    case .stage(let above): above == place - 1 ? nil : plan.stages[above].id
    case .sources(let sources):
      place == 0 ? nil : sources.map { plan.sources[$0].id }.joined(separator: ", ")
    }
  }

  /// The fields that conditions read, each once.
  private static func condition(_ when: [ConditionPlan]) -> [Place] {
    var places: [Place] = []
    for condition in when {
      for (name, column) in zip(condition.expression.fields, condition.columns)
      where !places.contains(where: { $0.name == name }) {
        places.append(Place(name: name, column: column))
      }
    }
    return places
  }
}
