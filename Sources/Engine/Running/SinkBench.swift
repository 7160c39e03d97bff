import EventModel
import Expressions
import PipelineConfig
import StageKit

/// One worker's place for one sink: which rows it gets, its check and its encoder.
final class SinkBench {
  private let plan: SinkPlan
  private let encoder: (any RowEncoder)?
  private let check: (any RowCheck)?
  private let columns: ColumnView
  private let condition: ColumnView?
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
  }

  /// Encodes the rows of one slice that the sink is to get; those that cannot be written fail.
  func encode(_ work: WorkSlice, _ ticket: Ticket, _ index: Int, _ failures: FailureDesk) {
    let incoming = incoming(work, ticket)
    var rows = chosen(incoming, work.slice)
    var counts = ticket.counts.sinks[index]
    counts.incoming += UInt64(incoming.count)
    counts.filtered += UInt64(incoming.count - rows.count)
    if sources.contains(ticket.source) {
      let before = work.unrouted ?? Selection(first: work.slice.rowCount)
      work.unrouted = before & (incoming - rows)
    }
    if let encoder, !rows.isEmpty {
      columns.point(at: work.slice)
      for failed in check?.failures(encoded(rows, work.slice)) ?? [] {
        rows.remove(failed.row)
        counts.failed += 1
        failures.report(failed, of: plan, order: index, work.slice, ticket)
      }
      if plan.sink.canRefuse { noteOrigins(rows, work.slice, ticket.outputs[index]) }
      if !rows.isEmpty {
        encoder.encode(encoded(rows, work.slice), into: ticket.outputs[index].buffer)
      }
    }
    counts.written += UInt64(rows.count)
    ticket.outputs[index].rows += UInt64(rows.count)
    ticket.counts.sinks[index] = counts
  }

  /// Notes where the rows come from, in case that the sink refuses them.
  private func noteOrigins(_ rows: Selection, _ slice: Slice, _ output: SinkRows) {
    rows.forEach { row in
      let origin = slice.rows[row]
      let record = slice.records[Int(origin.record)]
      output.origins.append(
        RecordPart(raw: record.raw, line: record.line, part: origin.part, parts: record.parts))
    }
  }

  private func incoming(_ work: WorkSlice, _ ticket: Ticket) -> Selection {
    switch plan.upstream {
    case .stage(let stage)?: work.selections[stage]
    case .sources(let sources)?:
      sources.contains(ticket.source) ? Selection(first: work.slice.rowCount) : Selection()
    case nil: Selection()
    }
  }

  /// The rows for which the sink's own condition is true.
  private func chosen(_ rows: Selection, _ slice: Slice) -> Selection {
    guard let when = plan.when, let condition, !rows.isEmpty else { return rows }
    condition.point(at: slice)
    return when.expression.select(ExpressionColumns(condition.pointers, offset: 0), rows: rows)
  }

  private func encoded(_ rows: Selection, _ slice: Slice) -> EncodedRows {
    EncodedRows(
      rows: rows, columns: columns.pointers,
      others: plan.othersColumn.map { UnsafePointer(slice.columns[$0]) })
  }
}
