import Digests
import EventModel
import PipelineConfig
import StageKit

/// Writes down what was given up on, at once, while its bytes and fields are as they were.
final class FailureDesk {
  private let program: Program
  private let encoder: (any FailedEncoder)?
  private let allOwed: [[String]]

  init(_ program: Program) {
    self.program = program
    encoder = program.failedSinks.first.flatMap {
      program.plan.sinks[$0].format?.makeFailedEncoder()
    }
    allOwed = program.plan.sources.indices.map { FailureDesk.owed(program.plan, source: $0) }
  }

  /// The good sinks that get events of a source.
  private static func owed(_ plan: Plan, source: Int) -> [String] {
    plan.sinks.filter { sink in
      guard var place = sink.upstream else { return false }
      while case .stage(let stage) = place { place = plan.stages[stage].upstream }
      if case .sources(let sources) = place { return sources.contains(source) }
      return false
    }.map(\.id)
  }

  // MARK: reports

  /// A record that cannot be decoded.
  func report(_ failure: Failure, raw: Bytes, line: UInt64, _ ticket: Ticket) {
    var failed = blank(failure, ticket, line: line)
    failed.raw = raw
    failed.owed = allOwed[ticket.source]
    add(failed, line: line, part: 0, order: 0, ticket)
  }

  /// One event of a record that made others.
  func report(
    _ failure: Failure, _ part: Int, of parts: Int, _ raw: Bytes, line: UInt64, _ ticket: Ticket
  ) {
    var failed = blank(failure, ticket, line: line)
    failed.raw = raw
    failed.owed = allOwed[ticket.source]
    if parts > 1 { failed.part = (part + 1, parts) }
    add(failed, line: line, part: UInt32(part), order: 0, ticket)
  }

  /// A record that is longer than allowed, yet shorter than a block; the decoder never sees it.
  func report(tooLarge raw: Bytes, limit: Int, line: UInt64, _ ticket: Ticket) {
    let hash = SHA256()
    hash.add(raw)
    let length = UInt64(raw.count)
    var failed = blank(.tooLarge(length, limit: limit), ticket, line: line)
    failed.raw = raw.prefix(InputReader.keptOfLongRecord)
    failed.whole = (length, hash.finish().hex)
    failed.owed = allOwed[ticket.source]
    add(failed, line: line, part: 0, order: 0, ticket)
  }

  /// An input that cannot be read, or a record that is longer than a block may be.
  func report(_ trouble: InputTrouble, _ ticket: Ticket) {
    var failed = blank(trouble.failure, ticket, line: trouble.line)
    if trouble.line == nil {
      ticket.counts.sources[ticket.source].inputs += 1
      add(failed, line: UInt64.max, part: 0, order: 0, ticket)
      return
    }
    ticket.counts.sources[ticket.source].records += 1
    ticket.counts.sources[ticket.source].unreadable += 1
    failed.whole = (trouble.length, trouble.sha256)
    failed.owed = allOwed[ticket.source]
    // The encoder reads whole groups: a copy has the slack that an array has not.
    let arena = Arena()
    failed.raw = trouble.raw.withUnsafeBytes { raw in
      raw.baseAddress.map { arena.copy(Bytes($0.assumingMemoryBound(to: UInt8.self), raw.count)) }
    }
    add(failed, line: trouble.line ?? 0, part: 0, order: 0, ticket)
    withExtendedLifetime(arena) {}
  }

  /// An event that a stage gave up on.
  func report(
    _ row: RowFailure, of stage: StagePlan, order: Int, _ slice: Slice, _ ticket: Ticket
  ) {
    var failed = blank(row.failure, ticket, line: nil)
    (failed.id, failed.use, failed.owed) = (stage.id, stage.use, stage.owed)
    report(failed, row.row, stage.snapshot, order: order + 1, slice, ticket)
  }

  /// An event of which a sink cannot tell whether it is to get it.
  func report(
    _ row: RowFailure, of sink: SinkPlan, order: Int, _ slice: Slice, _ ticket: Ticket
  ) {
    var failed = blank(row.failure, ticket, line: nil)
    (failed.id, failed.use, failed.owed) = (sink.id, sink.use, [sink.id])
    let place = program.plan.stages.count + 1 + order
    report(failed, row.row, sink.snapshot, order: place, slice, ticket)
  }

  private func report(
    _ failed: FailedEvent, _ row: Int, _ snapshot: [FieldColumn], order: Int, _ slice: Slice,
    _ ticket: Ticket
  ) {
    var failed = failed
    let origin = slice.rows[row]
    let record = slice.records[Int(origin.record)]
    failed.line = record.line
    failed.raw = record.raw
    if record.parts > 1 { failed.part = (Int(origin.part) + 1, Int(record.parts)) }
    for field in snapshot {
      let value = slice.columns[field.column][row]
      if !value.isEmpty { failed.event.append((field.field, value)) }
    }
    add(failed, line: record.line, part: origin.part, order: order, ticket)
  }

  // MARK: encoding

  private func blank(_ failure: Failure, _ ticket: Ticket, line: UInt64?) -> FailedEvent {
    let source = program.plan.sources[ticket.source]
    var failed = FailedEvent(
      at: ticket.now, pipeline: program.plan.label, id: source.id, use: source.use,
      failure: failure, sourceID: source.id, inputName: ticket.track?.name ?? source.id, line: line)
    failed.lookups = ticket.lookups?.versions.map { ($0.name, $0.version) } ?? []
    return failed
  }

  private func add(
    _ failed: FailedEvent, line: UInt64, part: UInt32, order: Int, _ ticket: Ticket
  ) {
    let start = ticket.failedBytes.count
    encoder?.encode(failed, into: ticket.failedBytes)
    ticket.failures.append(
      FailedRow(
        line: line, part: part, order: UInt32(order), start: start,
        count: ticket.failedBytes.count - start))
  }

  /// Puts the failures of a ticket in the order of its input and hands them to the failed sinks.
  func finish(_ ticket: Ticket) {
    guard !ticket.failures.isEmpty else { return }
    ticket.failures.sort { $0 < $1 }
    for sink in program.failedSinks {
      let output = ticket.outputs[sink]
      for row in ticket.failures {
        output.buffer.append(Bytes(ticket.failedBytes.start + row.start, row.count))
      }
      let count = UInt64(ticket.failures.count)
      output.rows = count
      ticket.counts.sinks[sink].incoming = count
      ticket.counts.sinks[sink].written = count
    }
  }
}

extension Failure {
  /// A record that is longer than allowed.
  static func tooLarge(_ length: UInt64, limit: Int) -> Failure {
    Failure(.tooLarge, "the record has \(length) bytes, more than the \(limit) allowed")
  }
}
