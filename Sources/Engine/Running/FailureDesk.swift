import Digests
import EventModel
import PipelineConfig
import StageKit

/// Writes down what was given up on, at once, while its bytes and fields are as they were.
final class FailureDesk {
  private let program: Program
  private let encoder: (any FailedEncoder)?
  private let allOwed: [[String]]
  private let mixing = RowMixing()

  init(_ program: Program) {
    self.program = program
    let sinks = program.plan.sinks
    let format =
      program.failedSinks.first.map { sinks[$0].format }
      ?? program.mixedSink.map {
        sinks[$0].failedFormat
      }
    encoder = format??.makeFailedEncoder()
    allOwed = program.plan.sources.indices.map { FailureDesk.owed(program.plan, source: $0) }
  }

  /// The good sinks that get events of a source.
  private static func owed(_ plan: Plan, source: Int) -> [String] {
    plan.sinks.filter { plan.sources(of: $0).contains(source) }.map(\.id)
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
    var hash = SHA256()
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
      add(failed, line: FailedRow.noLine, part: 0, order: 0, ticket)
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

  /// An event that a stage gave up on; what was collected before is among its errors.
  func report(
    _ row: RowFailure, of stage: StagePlan, order: Int, _ work: WorkSlice, _ ticket: Ticket
  ) {
    let place = Place(
      id: stage.id, use: stage.use, about: stage.about, owed: stage.owed, snapshot: stage.snapshot,
      order: order + 1)
    let earlier = work.collected.entries(row: row.row, of: stage.collectors)
    var failure = row.failure
    if !earlier.isEmpty {
      failure = Failure(
        failure.kind, failure.message,
        errors: earlier.flatMap(texts) + FailureDesk.texts(failure, of: stage.id))
    }
    report(RowFailure(row: row.row, failure: failure), at: place, work.slice, ticket)
  }

  /// An event that comes to a gate with errors of stages before it: it has the id and the class of the
  /// first one, and all of them when there are several.
  func report(
    collected errors: [CollectedFailures.Entry], row: Int, at gate: StagePlan, order: Int,
    _ work: WorkSlice, _ ticket: Ticket
  ) {
    let first = program.plan.stages[errors[0].stage]
    let place = Place(
      id: first.id, use: first.use, about: first.about, owed: gate.owed, snapshot: gate.snapshot,
      order: order + 1)
    var failure = errors[0].failure
    if errors.count > 1 {
      failure = Failure(failure.kind, failure.message, errors: errors.flatMap(texts))
    }
    work.trace?.fail(gate: order, row: row, failure)
    report(RowFailure(row: row, failure: failure), at: place, work.slice, ticket)
  }

  private func texts(_ entry: CollectedFailures.Entry) -> [String] {
    FailureDesk.texts(entry.failure, of: program.plan.stages[entry.stage].id)
  }

  /// Each error with the stage that it comes from.
  private static func texts(_ failure: Failure, of stage: String) -> [String] {
    (failure.errors.isEmpty ? [failure.message] : failure.errors).map { "\(stage): \($0)" }
  }

  /// An event that no sink takes; branches may have changed its fields, so it has none.
  func report(unrouted row: Int, _ work: WorkSlice, _ ticket: Ticket) {
    let source = program.plan.sources[ticket.source]
    let place = Place(
      id: source.id, use: source.use, about: source.about, owed: allOwed[ticket.source],
      snapshot: [],
      order: program.plan.stages.count + 1)
    let failure = Failure(.unrouted, "'when' is false at every sink")
    work.trace?.note(unrouted: row, failure)
    report(RowFailure(row: row, failure: failure), at: place, work.slice, ticket)
  }

  /// An event that ends the run; the first one of the ticket counts.
  func stop(_ row: RowFailure, of stage: StagePlan, _ slice: Slice, _ ticket: Ticket) {
    let origin = slice.rows[row.row]
    let record = slice.records[Int(origin.record)]
    if let known = ticket.stop, (known.line, known.part) <= (record.line, origin.part) { return }
    let event = record.parts > 1 ? "event \(origin.part + 1) of line" : "line"
    let input = ticket.track?.name ?? program.plan.sources[ticket.source].id
    ticket.stop = Stop(
      line: record.line, part: origin.part,
      end: EarlyEnd(
        status: .trouble,
        message: "stage '\(stage.id)' gave up on \(event) \(record.line) of '\(input)'"
          + " and ends the run ('on_error: stop'): \(shown(row.failure).message)"))
  }

  /// An event that came as far as a sink and cannot be written there.
  func report(
    _ row: RowFailure, of sink: SinkPlan, order: Int, _ slice: Slice, _ ticket: Ticket
  ) {
    let place = Place(
      id: sink.id, use: sink.use, about: sink.about, owed: [sink.id], snapshot: sink.snapshot,
      order: program.plan.stages.count + order + 1)
    report(row, at: place, slice, ticket)
  }

  /// A row that a sink has refused; what its event held is gone by then.
  func report(_ failure: Failure, of sink: Int, _ origin: RecordPart, _ ticket: Ticket) {
    let plan = program.plan.sinks[sink]
    var failed = blank(failure, ticket, line: origin.line)
    failed.id = plan.id
    failed.use = plan.use
    failed.about = plan.about
    failed.raw = origin.raw
    failed.owed = [plan.id]
    if origin.parts > 1 { failed.part = (Int(origin.part) + 1, Int(origin.parts)) }
    failed.pieces = origin.pieces
    add(failed, line: origin.line, part: origin.part, order: sink, ticket)
  }

  /// A stage or sink, as failed events tell of it.
  private struct Place {
    let id: String
    let use: String
    let about: String?
    let owed: [String]
    let snapshot: [FieldColumn]
    /// Its place among all, for failures of one event.
    let order: Int
  }

  private func report(_ row: RowFailure, at place: Place, _ slice: Slice, _ ticket: Ticket) {
    let origin = slice.rows[row.row]
    let record = slice.records[Int(origin.record)]
    var failed = blank(row.failure, ticket, line: record.line)
    failed.id = place.id
    failed.use = place.use
    failed.about = place.about
    failed.raw = record.raw
    failed.owed = place.owed
    if record.parts > 1 { failed.part = (Int(origin.part) + 1, Int(record.parts)) }
    failed.pieces = Piece.path(origin.piece)
    for field in place.snapshot {
      let value = slice.columns[field.column][row.row]
      if !value.isEmpty { failed.event.append((field.field, value)) }
    }
    add(failed, line: record.line, part: origin.part, order: place.order, ticket)
  }

  // MARK: encoding

  private func blank(_ failure: Failure, _ ticket: Ticket, line: UInt64?) -> FailedEvent {
    let source = program.plan.sources[ticket.source]
    var failed = FailedEvent(
      at: ticket.now, pipeline: program.plan.label, id: source.id, use: source.use,
      failure: shown(failure), sourceID: source.id,
      inputName: program.plan.veil.hidden(ticket.track?.name ?? source.id),
      line: line)
    failed.about = source.about
    failed.lookups = ticket.lookups?.versions.map { ($0.name, $0.version) } ?? []
    return failed
  }

  /// The failure without the secrets of the pipeline, which a stage may have quoted.
  func shown(_ failure: Failure) -> Failure {
    let veil = program.plan.veil
    guard !veil.secrets.isEmpty else { return failure }
    return Failure(
      failure.kind, veil.hidden(failure.message), errors: failure.errors.map(veil.hidden))
  }

  private func add(
    _ failed: FailedEvent, line: UInt64, part: UInt32, order: Int, _ ticket: Ticket
  ) {
    var failed = failed
    if failed.line != nil { failed.context = ticket.header(of: line) }
    ticket.earlier[line]?.amend(&failed)
    if order == 0 { program.tracing?.note(failed, of: part, ticket) }
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
    ticket.countFailedEvents()
    for sink in program.failedSinks {
      let output = ticket.outputs[sink]
      for row in ticket.failures {
        output.buffer.append(Bytes(ticket.failedBytes.start + row.start, row.count))
      }
      let count = UInt64(ticket.failures.count)
      output.rows += count
      ticket.counts.sinks[sink].incoming += count
      ticket.counts.sinks[sink].written += count
    }
    if let sink = program.mixedSink {
      ticket.counts.sinks[sink].mixedIn += UInt64(ticket.failures.count)
      mixing.mix(ticket, into: ticket.outputs[sink])
    }
    ticket.failures.removeAll(keepingCapacity: true)
    ticket.failedBytes.removeAll()
  }
}

extension Plan {
  /// The sources whose events get to a sink; none for a sink of failed events.
  func sources(of sink: SinkPlan) -> [Int] {
    guard var place = sink.upstream else { return [] }
    while case .stage(let stage) = place { place = stages[stage].upstream }
    if case .sources(let sources) = place { return sources }
    return []
  }
}

extension Failure {
  /// A record that is longer than allowed.
  static func tooLarge(_ length: UInt64, limit: Int) -> Failure {
    Failure(.tooLarge, "the record has \(length) bytes, more than the \(limit) allowed")
  }
}
