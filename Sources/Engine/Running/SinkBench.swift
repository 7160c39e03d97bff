import EventModel
import Expressions
import PipelineConfig
import StageKit

/// One worker's place for one sink: which rows it gets, and its encoder.
final class SinkBench {
  private let plan: SinkPlan
  private let encoder: (any RowEncoder)?
  private let columns: ColumnView
  private let condition: ColumnView?

  init(_ plan: SinkPlan) {
    self.plan = plan
    encoder = plan.upstream == nil ? nil : plan.format?.makeEncoder()
    columns = ColumnView(plan.columns)
    condition = plan.when.map { ColumnView($0.columns) }
  }

  /// Encodes the rows of one slice that the sink is to get.
  func encode(_ work: WorkSlice, _ ticket: Ticket, _ index: Int, _ failures: FailureDesk) {
    let incoming = incoming(work, ticket)
    var rows = incoming
    var failed: UInt64 = 0
    if let when = plan.when, let condition, !rows.isEmpty {
      condition.point(at: work.slice)
      let (isTrue, errors) = when.expression.select(
        ExpressionColumns(condition.pointers, offset: 0, arena: work.slice.arena), rows: rows)
      rows = isTrue
      failed = UInt64(errors.list.count)
      for failure in errors.failures {
        failures.report(failure, of: plan, order: index, work.slice, ticket)
      }
    }
    let output = ticket.outputs[index]
    if let encoder, !rows.isEmpty {
      columns.point(at: work.slice)
      encoder.encode(
        EncodedRows(
          rows: rows, columns: columns.pointers,
          others: plan.othersColumn.map { UnsafePointer(work.slice.columns[$0]) }),
        into: output.buffer)
    }
    let (came, written) = (UInt64(incoming.count), UInt64(rows.count))
    output.rows += written
    ticket.counts.sinks[index].incoming += came
    ticket.counts.sinks[index].written += written
    ticket.counts.sinks[index].failed += failed
    ticket.counts.sinks[index].filtered += came - written - failed
  }

  private func incoming(_ work: WorkSlice, _ ticket: Ticket) -> Selection {
    switch plan.upstream {
    case .stage(let stage)?: work.selections[stage]
    case .sources(let sources)?:
      sources.contains(ticket.source) ? Selection(first: work.slice.rowCount) : Selection()
    case nil: Selection()
    }
  }
}
