import PipelineConfig
import StageKit

/// The stopwatches of all threads of a plan that runs.
final class Profiler {
  private let plan: Plan
  private let workers: Int
  private var watches: [Stopwatch] = []
  private let begin = Stopwatch.now

  init(_ plan: Plan, workers: Int) {
    self.plan = plan
    self.workers = workers
  }

  /// For one more thread.
  func makeWatch() -> Stopwatch {
    let watch = Stopwatch(plan)
    watches.append(watch)
    return watch
  }

  /// When all threads have ended.
  func profile(_ counts: Counts, _ tally: StageTally) -> RunProfile {
    var profile = RunProfile(workers: workers, nanoseconds: Stopwatch.now - begin)
    for (place, source) in plan.sources.enumerated() {
      let lines = counts.sources[place].lines
      profile.parts.append(
        part(.source, source.id, source.use, lines, .reading(place)))
      profile.parts.append(
        part(.format, source.id, source.formatName, lines, .decoding(place)))
    }
    for (place, stage) in plan.stages.enumerated() {
      var part = part(
        .stage, stage.id, stage.use, counts.stages[place].incoming, .stage(place))
      part.bytes = nil
      part.counters = tally.counters(of: place)
      profile.parts.append(part)
    }
    for (place, sink) in plan.sinks.enumerated() {
      let events = counts.sinks[place].incoming
      if let format = sink.formatName, sink.upstream != nil {
        profile.parts.append(part(.format, sink.id, format, events, .encoding(place)))
      }
      profile.parts.append(part(.sink, sink.id, sink.use, events, .writing(place)))
    }
    return profile
  }

  private func part(
    _ kind: RunProfile.Part.Kind, _ id: String, _ use: String, _ events: UInt64,
    _ timed: Stopwatch.Part
  ) -> RunProfile.Part {
    var sum = Stopwatch.Sum()
    for watch in watches { sum += watch[timed] }
    return RunProfile.Part(
      kind: kind, id: id, use: use, events: events, nanoseconds: sum.nanoseconds, bytes: sum.bytes)
  }
}
