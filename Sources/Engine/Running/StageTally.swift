import PipelineConfig
import StageKit
import Synchronization

/// What the stages of all workers counted.
final class StageTally: Sendable {
  private let counters: Mutex<[[StageCounter]]>

  init(stages: Int) { counters = Mutex(Array(repeating: [], count: stages)) }

  /// Adds what one worker's place for a stage counted.
  func add(_ found: [StageCounter], stage: Int) {
    guard !found.isEmpty else { return }
    counters.withLock { counters in
      for counter in found {
        if let place = counters[stage].firstIndex(where: { $0.name == counter.name }) {
          counters[stage][place] = counters[stage][place].adding(counter)
        } else {
          counters[stage].append(counter)
        }
      }
    }
  }

  func counters(of stage: Int) -> [StageCounter] { counters.withLock { $0[stage] } }

  /// A line for each stage that counted something.
  func lines(_ plan: Plan) -> [String] {
    let all = counters.withLock { $0 }
    return zip(plan.stages, all).compactMap { stage, counters in
      let texts = counters.filter { $0.value > 0 }.map(StageTally.text)
      return texts.isEmpty ? nil : "\(stage.id): \(texts.joined(separator: ", "))"
    }
  }

  private static func text(_ counter: StageCounter) -> String {
    guard let whole = counter.whole, whole > 0 else { return "\(counter.name) \(counter.value)" }
    let tenths = (counter.value * 1000 + whole / 2) / whole
    return "\(counter.name) \(counter.value) (\(tenths / 10).\(tenths % 10) %)"
  }
}
