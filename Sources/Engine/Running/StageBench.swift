import EventModel
import Expressions
import PipelineConfig
import StageKit

/// One worker's place for one stage: its column pointers, scratch memory and workspace.
final class StageBench {
  let plan: StagePlan
  var workspace: AnyObject?
  /// What expressions ask, in the versions of the ticket.
  var tables: KeyTables?
  private let inputs: ColumnView
  private let outputs: ColumnView
  private let conditions: [ColumnView]
  let scratch: StageScratch
  /// The sinks below, by place in the plan.
  private let sinksBelow: [Int]

  init(_ plan: StagePlan, sinks: [SinkPlan]) {
    self.plan = plan
    sinksBelow = sinks.indices.filter { plan.owed.contains(sinks[$0].id) }
    inputs = ColumnView(plan.inputs)
    outputs = ColumnView(plan.outputs)
    conditions = plan.when.map { ColumnView($0.columns) }
    scratch = StageScratch(
      outputCount: plan.outputs.count, wholeColumns: plan.kind == .batch)
  }

  /// Runs the stage over one slice.
  func run(_ work: WorkSlice, _ ticket: Ticket, _ index: Int, _ failures: FailureDesk) {
    let rows = incoming(work, ticket)
    work.trace?.begin(stage: index, rows)
    let (taking, errors) = prepare(work.slice, rows)
    guard !taking.isEmpty else {
      close(rows, StageResult(failures: errors), work, ticket, index, failures)
      return
    }
    var pass = StagePass(
      inputs: inputs.pointers, outputs: outputs.pointers, rows: taking, arena: work.slice.arena,
      scratch: scratch, tables: tables)
    plan.runner.run(&pass, workspace)
    let result = StageResult(
      taking: taking, filtered: pass.filtered, failures: errors + pass.failures)
    noteVersion(taking, result, work.slice, ticket, index)
    close(rows, result, work, ticket, index, failures)
  }

  /// Lets the rows fail whose errors were collected on the way here.
  func endCollecting(_ work: WorkSlice, _ ticket: Ticket, _ index: Int, _ failures: FailureDesk) {
    let rows = incoming(work, ticket)
    var out = rows
    (rows & work.collected.rows).forEach { row in
      let errors = work.collected.entries(row: row, of: plan.collectors)
      guard !errors.isEmpty else { return }
      out.remove(row)
      failures.report(collected: errors, row: row, at: plan, order: index, work, ticket)
    }
    countUnowed(rows, work, ticket, index)
    ticket.counts.stages[index].incoming += UInt64(rows.count)
    ticket.counts.stages[index].outgoing += UInt64(out.count)
    ticket.counts.stages[index].failed += UInt64((rows - out).count)
    work.selections[index] = out
  }

  // MARK: waiting

  /// A call with memory of its own, since the worker goes on meanwhile; nil when no row takes part.
  func makeCall(
    _ work: WorkSlice, _ ticket: Ticket, _ index: Int,
    _ resume: @escaping @Sendable () -> Void
  ) -> WaitingCall? {
    let rows = incoming(work, ticket)
    work.trace?.begin(stage: index, rows)
    let (taking, _) = prepare(work.slice, rows)
    guard !taking.isEmpty else { return nil }
    let memory = WaitingMemory(plan, work.slice)
    let pass = StagePass(
      inputs: memory.inputs.pointers, outputs: memory.outputs.pointers, rows: taking,
      arena: work.slice.arena, scratch: memory.scratch, tables: tables)
    work.slice.arena.keep(memory)
    return WaitingCall(
      batch: pass.batch, changes: pass.makeBatchChanges(), resume: resume)
  }

  func end(
    _ call: WaitingCall?, _ work: WorkSlice, _ ticket: Ticket, _ index: Int,
    _ failures: FailureDesk
  ) {
    // Another worker may have begun the wait: the condition is asked again, before anything changes.
    var result = StageResult(failures: select(work.slice, incoming(work, ticket)).1)
    if let call {
      call.changes.commit()
      result = StageResult(
        taking: call.batch.rows,
        filtered: (call.changes.filtered & call.batch.rows) - call.changes.failed,
        failures: result.failures + call.changes.failures)
      noteVersion(call.batch.rows, result, work.slice, ticket, index)
    }
    close(incoming(work, ticket), result, work, ticket, index, failures)
  }

  // MARK: rows

  private struct StageResult {
    var taking = Selection()
    var filtered = Selection()
    var failures: [RowFailure] = []
  }

  /// Rows that come here, but those that nobody below is owed.
  private func incoming(_ work: WorkSlice, _ ticket: Ticket) -> Selection {
    work.owed(arriving(work, ticket), to: sinksBelow)
  }

  private func arriving(_ work: WorkSlice, _ ticket: Ticket) -> Selection {
    switch plan.upstream {
    case .stage(let index): work.selections[index]
    case .sources(let sources):
      sources.contains(ticket.source) ? work.arrivals : Selection()
    }
  }

  /// Counts the rows that end here because nobody below is owed them.
  private func countUnowed(
    _ rows: Selection, _ work: WorkSlice, _ ticket: Ticket, _ index: Int
  ) {
    guard !work.routes.isEmpty else { return }
    let unowed = UInt64(arriving(work, ticket).count - rows.count)
    ticket.counts.stages[index].incoming += unowed
    ticket.counts.stages[index].unowed += unowed
  }

  /// Makes the stage's versions of columns, and says which rows take part and which cannot tell.
  private func prepare(_ slice: Slice, _ rows: Selection) -> (Selection, [RowFailure]) {
    guard !rows.isEmpty else { return (rows, []) }
    for copy in plan.copies {
      slice.columns[copy.to].update(from: slice.columns[copy.from], count: slice.rowCount)
    }
    inputs.point(at: slice)
    outputs.point(at: slice)
    return select(slice, rows)
  }

  private func select(_ slice: Slice, _ rows: Selection) -> (Selection, [RowFailure]) {
    var taking = rows
    var failures: [RowFailure] = []
    for (place, view) in conditions.enumerated() where !taking.isEmpty {
      view.point(at: slice)
      let (isTrue, errors) = plan.when[place].expression.select(
        ExpressionColumns(view.pointers, offset: 0, arena: slice.arena, tables: tables),
        rows: taking)
      failures += errors.failures
      taking = isTrue
    }
    return (taking, failures)
  }

  /// Writes the versions of the lookups that the stage has asked to the events that it did not give
  /// up on.
  private func noteVersion(
    _ rows: Selection, _ result: StageResult, _ slice: Slice, _ ticket: Ticket, _ index: Int
  ) {
    guard let column = plan.version?.column, let lookups = ticket.lookups else { return }
    var rows = rows
    for failed in result.failures { rows.remove(failed.row) }
    let version = Slot.text(slice.arena.copy(lookups.stageVersions[index]))
    rows.forEach { slice.columns[column][$0] = version }
  }

  /// Counts what became of the rows and passes the rest on.
  private func close(
    _ rows: Selection, _ result: StageResult, _ work: WorkSlice, _ ticket: Ticket, _ index: Int,
    _ failures: FailureDesk
  ) {
    var out = rows - result.filtered
    countUnowed(rows, work, ticket, index)
    var counts = ticket.counts.stages[index]
    for failed in result.failures {
      switch plan.onError {
      case .fail:
        out.remove(failed.row)
        counts.failed += 1
        failures.report(failed, of: plan, order: index, work, ticket)
      case .drop:
        out.remove(failed.row)
        counts.dropped += 1
      case .collect: work.collected.add(failed.failure, row: failed.row, stage: index)
      case .stop:
        out.remove(failed.row)
        counts.failed += 1
        failures.stop(failed, of: plan, work.slice, ticket)
      case .continue:
        guard plan.errorsColumn > 0 else { continue }
        let column = work.slice.columns[plan.errorsColumn]
        column[failed.row] = ErrorNote.adding(
          failures.shown(failed.failure), stage: plan.id, to: column[failed.row], work.slice.arena)
      }
    }
    counts.incoming += UInt64(rows.count)
    counts.filtered += UInt64(result.filtered.count)
    counts.outgoing += UInt64(out.count)
    ticket.counts.stages[index] = counts
    work.selections[index] = out
    work.trace?.end(
      stage: index, incoming: rows, taking: result.taking, filtered: result.filtered,
      result.failures)
  }
}

/// Memory of one wait; kept by the slice's arena.
private final class WaitingMemory {
  let inputs: ColumnView
  let outputs: ColumnView
  let scratch: StageScratch

  init(_ plan: StagePlan, _ slice: Slice) {
    inputs = ColumnView(plan.inputs)
    outputs = ColumnView(plan.outputs)
    scratch = StageScratch(outputCount: plan.outputs.count, wholeColumns: true)
    inputs.point(at: slice)
    outputs.point(at: slice)
  }
}

/// The notes that `on_error: continue` leaves in the field `errors`.
enum ErrorNote {
  /// The list with one object more: `[{"stage":…,"class":…,"message":…}]`.
  static func adding(_ failure: Failure, stage: String, to list: Slot, _ arena: Arena) -> Slot {
    let note =
      "{\"stage\":\(JSONText.quoted(stage)),\"class\":\"\(failure.kind.rawValue)\","
      + "\"message\":\(JSONText.quoted(failure.message))}"
    guard list.kind == .json else { return .json(arena.copy("[\(note)]")) }
    let before = list.bytes
    guard before.hasPrefix("["), before.hasSuffix("]") else {
      // The input's own field of this name, which is no list: it becomes the first of one.
      return .json(arena.copy("[\(before.string),\(note)]"))
    }
    let separator = before.count > 2 ? "," : ""
    return .json(arena.copy("\(before.dropLast(1).string)\(separator)\(note)]"))
  }
}
