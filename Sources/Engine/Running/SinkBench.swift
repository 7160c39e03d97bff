import EventModel
import Expressions
import PipelineConfig
import StageKit

/// One worker's place for one sink: which rows it gets, its check and its encoder.
final class SinkBench {
  private let plan: SinkPlan
  /// What expressions ask, in the versions of the ticket.
  var tables: KeyTables?
  private let encoder: (any RowEncoder)?
  private let check: (any RowCheck)?
  private let columns: ColumnView
  private let condition: ColumnView?
  private let target: ColumnView?
  /// Sources whose events get here.
  private let sources: [Int]

  init(_ plan: SinkPlan, sources: [Int]) {
    self.plan = plan
    self.sources = sources
    let format = plan.upstream == nil ? nil : plan.format
    encoder = format?.makeEncoder()
    check = format?.makeCheck()
    columns = ColumnView(plan.columns)
    condition = plan.when.map { ColumnView($0.columns) }
    target = plan.target.map { ColumnView($0.columns) }
  }

  /// Encodes the rows of one slice that the sink is to get; those that cannot be written fail.
  func encode(_ work: WorkSlice, _ ticket: Ticket, _ index: Int, _ failures: FailureDesk) {
    let all = incoming(work, ticket)
    let incoming = work.routes.isEmpty ? all : all & work.routes[index]
    var (rows, errors) = chosen(incoming, work.slice)
    var lost = work.trace == nil ? [] : errors.failures
    var counts = ticket.counts.sinks[index]
    counts.incoming += UInt64(all.count)
    counts.unowed += UInt64(all.count - incoming.count)
    counts.filtered += UInt64((incoming - rows - errors.rows).count)
    for failed in errors.failures {
      counts.failed += 1
      failures.report(failed, of: plan, order: index, work.slice, ticket)
    }
    if sources.contains(ticket.source) {
      let before = work.unrouted ?? work.arrivals
      work.unrouted = before & passedOver(incoming - rows - errors.rows, work, index)
    }
    let rendering = rendering(rows, work.slice)
    for failed in rendering?.errors.failures ?? [] {
      rows.remove(failed.row)
      counts.failed += 1
      failures.report(failed, of: plan, order: index, work.slice, ticket)
    }
    if let encoder, !rows.isEmpty {
      columns.point(at: work.slice)
      let refused = check?.failures(encoded(rows, work.slice)) ?? []
      for failed in refused {
        rows.remove(failed.row)
        counts.failed += 1
        failures.report(failed, of: plan, order: index, work.slice, ticket)
      }
      if work.trace != nil { lost += refused }
      if plan.sink.canRefuse || plan.failedFormat != nil {
        noteOrigins(rows, work.slice, ticket.outputs[index])
      }
      if !rows.isEmpty {
        let start = ticket.outputs[index].buffer.count
        encoder.encode(encoded(rows, work.slice), into: ticket.outputs[index].buffer)
        if let rendering { noteTargets(rows, rendering, from: start, ticket.outputs[index]) }
      }
    }
    counts.written += UInt64(rows.count)
    ticket.outputs[index].rows += UInt64(rows.count)
    ticket.counts.sinks[index] = counts
    work.trace?.note(sink: index, incoming: incoming, written: rows, lost)
  }

  /// The rows that the sink did not choose, with those that it is not owed.
  private func passedOver(_ rows: Selection, _ work: WorkSlice, _ index: Int) -> Selection {
    work.routes.isEmpty
      ? rows : rows | (Selection(first: work.slice.rowCount) - work.routes[index])
  }

  /// Notes where the rows come from: the sink may refuse them, or failed events stand between them.
  private func noteOrigins(_ rows: Selection, _ slice: Slice, _ output: SinkRows) {
    rows.forEach { row in
      let origin = slice.rows[row]
      let record = slice.records[Int(origin.record)]
      output.origins.append(
        RecordPart(
          raw: record.raw, line: record.line, part: origin.part, parts: record.parts,
          pieces: Piece.path(origin.piece)))
    }
  }

  private func incoming(_ work: WorkSlice, _ ticket: Ticket) -> Selection {
    switch plan.upstream {
    case .stage(let stage)?: work.selections[stage]
    case .sources(let sources)?:
      sources.contains(ticket.source) ? work.arrivals : Selection()
    case nil: Selection()
    }
  }

  /// The rows for which the sink's own condition is true, and those for which it is an error.
  private func chosen(_ rows: Selection, _ slice: Slice) -> (Selection, ExpressionErrors) {
    guard let when = plan.when, let condition, !rows.isEmpty else {
      return (rows, ExpressionErrors())
    }
    condition.point(at: slice)
    return when.expression.select(
      ExpressionColumns(condition.pointers, offset: 0, arena: slice.arena, tables: tables),
      rows: rows)
  }

  /// What the path of the sink comes to; nil when events do not choose it.
  private func rendering(_ rows: Selection, _ slice: Slice) -> TemplateRendering? {
    guard let plan = plan.target, let target, !rows.isEmpty else { return nil }
    target.point(at: slice)
    return plan.template.render(
      ExpressionColumns(target.pointers, offset: 0, arena: slice.arena, tables: tables),
      rows: rows)
  }

  /// Notes which of the rows that were encoded go where; each is a line.
  private func noteTargets(
    _ rows: Selection, _ rendering: TemplateRendering, from start: Int, _ output: SinkRows
  ) {
    let bytes = Bytes(output.buffer.start, output.buffer.count)
    var end = start
    var name: Bytes?
    var waiting = 0
    rows.forEach { row in
      if let last = name, last != rendering[row] {
        for _ in 0..<waiting { end = bytes.firstIndex(of: 10, from: end).map { $0 + 1 } ?? end }
        output.targets.add(last, end: end)
        waiting = 0
      }
      name = rendering[row]
      waiting += 1
    }
    if let name { output.targets.add(name, end: bytes.count) }
  }

  private func encoded(_ rows: Selection, _ slice: Slice) -> EncodedRows {
    EncodedRows(
      rows: rows, columns: columns.pointers,
      others: plan.othersColumn.map { UnsafePointer(slice.columns[$0]) })
  }
}
