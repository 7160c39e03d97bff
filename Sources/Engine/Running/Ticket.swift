import EventModel
import StageKit
import Synchronization

/// One block of input on its way from the source to the sinks, with everything made from it.
final class Ticket: @unchecked Sendable {
  // Sendable: one thread at a time holds a ticket; queues hand it over under their locks.

  var number: UInt64 = 0
  var source = 0
  var track: InputTrack?
  /// Where the input goes on behind it.
  var end = InputPlace()
  var block: Block?
  var firstLine: UInt64 = 1
  var context: DecodeContext?
  /// What header lines inside the block have changed, with the lines behind which it holds.
  var laterContexts: [(behind: UInt64, context: DecodeContext?)] = []
  /// By line, when failed events are tried again.
  var earlier: [UInt64: EarlierAttempt] = [:]
  /// Whether the input broke off behind the block: a last line without an end is then no record.
  var isCutOff = false
  /// An input or record that was given up before decoding.
  var trouble: InputTrouble?
  var lookups: LookupSet?
  var now: Int64 = 0
  /// Bytes of the memory budget that it holds.
  var permit = 0

  // What workers make of it.
  var slices: [WorkSlice] = []
  var place = 0
  var line: UInt64 = 1
  var isDecoded = false
  var step = 0
  var counts: Counts
  /// Rows for each sink, by place in the plan.
  let outputs: [SinkRows]
  /// Failures that wait for their order: one list for all failed sinks.
  var failures: [FailedRow] = []
  let failedBytes = OutputBuffer(capacity: 4096)
  /// Events among them: one that fails at several places is one.
  private(set) var failedEvents: UInt64 = 0
  /// The first event of the ticket that a stage with `on_error: stop` gave up on.
  var stop: Stop?
  /// What was seen of the events that somebody follows.
  var traced: [TracedEvent] = []
  /// Waits that have not ended.
  let waits = Atomic<Int>(0)
  var calls: [WaitingCall?] = []

  init(counts: Counts, sinks: Int) {
    self.counts = counts
    outputs = (0..<sinks).map { _ in SinkRows() }
  }

  /// The header line that a line was read under; nil when there is none.
  func header(of line: UInt64) -> String? {
    let context = laterContexts.last { $0.behind < line }?.context ?? context
    return context.flatMap { $0.line.isEmpty ? nil : $0.line }
  }

  /// Counts the events among the failures, which stand in their order.
  func countFailedEvents() {
    var before: FailedRow?
    for row in failures where row.line != FailedRow.noLine {
      if before.map({ ($0.line, $0.part) != (row.line, row.part) }) ?? true { failedEvents += 1 }
      before = row
    }
  }

  /// Makes it ready for another block.
  func reset() {
    block = nil
    track = nil
    context = nil
    laterContexts.removeAll()
    earlier.removeAll()
    isCutOff = false
    trouble = nil
    lookups = nil
    place = 0
    line = 1
    isDecoded = false
    step = 0
    counts.reset()
    failures.removeAll(keepingCapacity: true)
    failedBytes.removeAll()
    failedEvents = 0
    stop = nil
    traced.removeAll()
    calls.removeAll(keepingCapacity: true)
    for output in outputs { output.removeAll() }
  }
}

/// Encoded rows of one ticket for one sink.
final class SinkRows {
  let buffer = OutputBuffer(capacity: 64 * 1024)
  var rows: UInt64 = 0
  /// Where the rows come from, for sinks that may refuse single ones.
  var origins: [RecordPart] = []
  /// Which of them go where, when the path of the sink has expressions.
  var targets = TargetRuns()

  func removeAll() {
    targets.removeAll()
    rows = 0
    buffer.removeAll()
    origins.removeAll(keepingCapacity: true)
  }
}

/// The record of a row; its bytes live as long as the ticket.
struct RecordPart {
  let raw: Bytes
  let line: UInt64
  let part: UInt32
  let parts: UInt32
  /// Which piece of the event it is, for each stage that split it.
  var pieces: [(number: Int, of: Int)] = []
}

/// A failed event that is encoded already; sorted by place in the input before it is written.
struct FailedRow {
  /// The line of what is no record: an input as a whole.
  static let noLine = UInt64.max

  let line: UInt64
  let part: UInt32
  let order: UInt32
  let start: Int
  let count: Int

  static func < (a: FailedRow, b: FailedRow) -> Bool {
    // Pieces of one event that fail at one place are written down in their order.
    (a.line, a.part, a.order, UInt32(truncatingIfNeeded: a.start))
      < (b.line, b.part, b.order, UInt32(truncatingIfNeeded: b.start))
  }
}

/// An event that ends the run, and where it stands in the input.
struct Stop {
  let line: UInt64
  let part: UInt32
  let end: EarlyEnd
}

/// Something that went wrong before decoding.
struct InputTrouble {
  let failure: Failure
  /// Nil for an input as a whole: it is no record.
  let line: UInt64?
  /// The first bytes of a record.
  let raw: [UInt8]
  let length: UInt64
  let sha256: String
}

/// A slice with the selections that the steps of the program leave behind.
final class WorkSlice {
  let slice: Slice
  /// Rows that leave a stage, by place in the plan.
  var selections: [Selection]
  var collected = CollectedFailures()
  /// Rows whose `when` was false at every sink that they reached so far; nil before the first sink.
  var unrouted: Selection?
  /// By sink of the plan, the rows that it is owed; empty when every sink is owed all.
  var routes: [Selection] = []
  /// Follows some of the rows; nil when nobody looks.
  var trace: SliceTrace?
  /// Whether a stage has made the rows: then they come from no source.
  var isMadeByStage = false

  /// The rows that come from the source.
  var arrivals: Selection { isMadeByStage ? Selection() : Selection(first: slice.rowCount) }

  init(columns: Int, stages: Int) {
    slice = Slice(columnCount: columns)
    selections = Array(repeating: Selection(), count: stages)
  }

  /// Makes it empty again; selections are set by each step anew.
  func reset() {
    slice.reset()
    collected.removeAll()
    unrouted = nil
    trace = nil
    isMadeByStage = false
    routes.removeAll(keepingCapacity: true)
  }

  /// Those of some rows that at least one of some sinks is owed.
  func owed(_ rows: Selection, to sinks: [Int]) -> Selection {
    routes.isEmpty ? rows : rows & sinks.reduce(Selection()) { $0 | routes[$1] }
  }
}
