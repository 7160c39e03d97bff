import StageKit

extension TracedEvent {
  fileprivate func isBefore(_ other: TracedEvent) -> Bool {
    let (a, b) = ((line ?? .max, part), (other.line ?? .max, other.part))
    return a == b ? pieces.lexicographicallyPrecedes(other.pieces) : a < b
  }
}

/// Follows events through a program for somebody who looks.
struct Tracing: Sendable {
  let desk: any TraceDesk
  let map: TraceMap

  /// Begins with the slices of a ticket that were just decoded.
  func follow(_ ticket: Ticket) {
    for work in ticket.slices where work.trace == nil {
      let rows = desk.choose(of: work.slice.rowCount)
      guard !rows.isEmpty else { continue }
      work.trace = SliceTrace(map, work, rows, ticket, desk)
    }
  }

  /// A record, or an event of one, was given up before it came to a stage.
  func note(_ failed: FailedEvent, of part: UInt32, _ ticket: Ticket) {
    guard desk.followsFailures else { return }
    ticket.traced.append(
      TracedEvent(
        source: failed.sourceID, input: failed.inputName, line: failed.line, part: Int(part),
        parts: failed.part?.of ?? 1, raw: failed.raw.map { Array($0.buffer) } ?? [],
        header: failed.context, failure: failed.failure))
  }

  /// A ticket is done.
  func take(_ ticket: Ticket) {
    ticket.traced.sort { $0.isBefore($1) }
    desk.take(ticket.traced, ticket: ticket.number)
  }
}
