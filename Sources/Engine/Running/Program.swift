import EventModel
import Expressions
import PipelineConfig
import StageKit

/// The plan in the form that workers run: steps in order, and which of them must wait.
struct Program: Sendable {
  let plan: Plan
  /// Records that are longer fail, in bytes, by source.
  let longestRecords: [Int]
  /// Places of ordered stages among the steps that take turns; nil for other stages.
  let turns: [Int?]
  /// What ordered stages keep across events.
  let memories: StageMemories
  /// Whether slices must be kept until a step is over for all of them: a stage waits or takes turns.
  let keepsSlices: Bool
  let failedSinks: [Int]
  /// The sink that gets failed events between its rows, if there is one.
  let mixedSink: Int?
  /// Whether the records are failed events that are tried again.
  let isReplay: Bool
  /// What the stages counted, for the end of the run.
  let tally: StageTally
  /// Random bytes of this run when ids are to be random, else none.
  let idSalt: Bytes
  /// Who looks at events on their way, and where their fields are; nil: nobody ever does.
  let tracing: Tracing?

  init(
    _ plan: Plan, longestRecords: [Int], after earlier: Program? = nil,
    desk: (any TraceDesk)? = nil
  ) {
    self.plan = plan
    memories = StageMemories(plan, after: earlier)
    tracing = desk.map { Tracing(desk: $0, map: TraceMap(plan)) }
    self.longestRecords = longestRecords
    var turns: [Int?] = []
    for stage in plan.stages {
      turns.append(stage.kind == .ordered ? turns.count { $0 != nil } : nil)
    }
    self.turns = turns
    tally = StageTally(stages: plan.stages.count)
    keepsSlices = plan.stages.contains { $0.kind == .ordered || $0.kind == .waiting }
    idSalt = plan.run.eventID == .random ? Program.randomBytes : .empty
    failedSinks = plan.sinks.indices.filter { plan.sinks[$0].upstream == nil }
    mixedSink = plan.sinks.firstIndex { $0.failedFormat != nil }
    isReplay = plan.sources.contains { $0.format is ReplayFormat }
  }

  private static var randomBytes: Bytes {
    var generator = SystemRandomNumberGenerator()
    let words = SIMD4<UInt64>(
      generator.next(), generator.next(), generator.next(), generator.next())
    return withUnsafeBytes(of: words) { Bytes.permanentCopy(of: $0) }
  }

  var orderedSteps: Int { turns.count { $0 != nil } }
}

/// Pointers to the columns of a slice in the order in which a stage or encoder wants them.
///
/// Shape: filled for each slice; one for each worker and user, so that nothing is allocated.
final class ColumnView {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Slot>>
  private let places: [Int]

  init(_ places: [Int]) {
    self.places = places
    pointers = .allocate(capacity: max(places.count, 1))
  }

  deinit { pointers.deallocate() }

  func point(at slice: Slice) {
    for i in places.indices { pointers[i] = slice.columns[places[i]] }
  }
}
