import EventModel
import StageKit

/// Puts failed events between the rows of a sink, each at its place in the input.
///
/// Cost: only for tickets with failures; their rows are copied once.
final class RowMixing {
  private let mixed = OutputBuffer()

  /// Shape: the failures stand in their order, and so do the rows, each with its record noted.
  func mix(_ ticket: Ticket, into output: SinkRows) {
    let rows = Bytes(output.buffer.start, output.buffer.count)
    var start = 0
    var failures = ticket.failures[...]
    for origin in output.origins {
      while let failed = failures.first, (failed.line, failed.part) < (origin.line, origin.part) {
        append(failed, of: ticket)
        failures.removeFirst()
      }
      let end = rows.firstIndex(of: 10, from: start).map { $0 + 1 } ?? rows.count
      mixed.append(rows.slice(start, end))
      start = end
    }
    for failed in failures { append(failed, of: ticket) }
    output.buffer.removeAll()
    output.buffer.append(Bytes(mixed.start, mixed.count))
    output.rows += UInt64(ticket.failures.count)
    mixed.removeAll()
  }

  private func append(_ failed: FailedRow, of ticket: Ticket) {
    mixed.append(Bytes(ticket.failedBytes.start + failed.start, failed.count))
  }
}
