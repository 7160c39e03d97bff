import PipelineConfig
import StageKit

/// What ordered stages keep across the events of a run.
///
/// Shape: shared by all workers; a stage that goes on in the next round keeps its memory.
final class StageMemories: @unchecked Sendable {
  // Sendable: the list never changes, and only the worker that has the stage's turn touches a memory.
  private let list: [AnyObject?]

  init(_ plan: Plan, after earlier: Program?) {
    list = plan.stages.map { stage in
      let same = earlier?.plan.stages.firstIndex { $0.runner === stage.runner }
      return same.flatMap { earlier?.memories[$0] } ?? stage.runner.makeMemory()
    }
  }

  /// The memory of a stage by its place in the plan; nil when it is none with memory.
  subscript(stage: Int) -> AnyObject? { list[stage] }
}
