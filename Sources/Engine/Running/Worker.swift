import EventModel
import PipelineConfig
import StageKit
import Synchronization

/// Carries tickets from bytes to encoded rows; one for each thread.
final class Worker: Work {
  let program: Program
  private let exchange: Exchange
  private var decoders: [any RecordDecoder]
  private let stages: [StageBench]
  private let sinks: [SinkBench]
  private let failures: FailureDesk
  private let supply: SliceSupply
  /// By source, the columns that its format fills.
  private let columns: [RowColumns]
  private var lookups: LookupSet?
  /// Set when it is measured where the time goes.
  private let watch: Stopwatch?

  init(program: Program, exchange: Exchange, watch: Stopwatch? = nil) {
    self.watch = watch
    self.program = program
    self.exchange = exchange
    let plan = program.plan
    decoders = plan.sources.map { $0.format.makeDecoder() }
    columns = plan.sources.map { RowColumns($0.columns) }
    stages = plan.stages.map { StageBench($0, sinks: plan.sinks) }
    sinks = plan.sinks.map { SinkBench($0, sources: plan.sources(of: $0)) }
    failures = FailureDesk(program)
    supply = SliceSupply(columns: plan.columnCount, stages: plan.stages.count)
  }

  /// Works until there is nothing more.
  func run() {
    var version = 0
    while true {
      switch exchange.takeReady(&version) {
      case .end: return tellCounters()
      case .dropLookups: useLookups(nil)
      case .order(let order):
        order.run()
        exchange.noteEnd()
      case .ticket(let ticket):
        if lookups !== ticket.lookups { useLookups(ticket.lookups) }
        if advance(ticket) { exchange.finish(ticket) }
      }
    }
  }

  /// Tells what the workspaces counted, before they go.
  private func tellCounters() {
    for (index, stage) in stages.enumerated() {
      program.tally.add(stage.plan.runner.counters(stage.workspace), stage: index)
    }
  }

  private func useLookups(_ set: LookupSet?) {
    tellCounters()
    lookups = set
    for sink in sinks { sink.tables = set?.keyTables }
    for (index, stage) in stages.enumerated() {
      stage.workspace = nil
      stage.tables = set?.keyTables
      guard let set else { continue }
      stage.workspace =
        program.memories[index] ?? stage.plan.runner.makeWorkspace(set.lookups)
    }
  }

  /// Carries a ticket as far as it goes; false when it was parked.
  private func advance(_ ticket: Ticket) -> Bool {
    let steps = program.plan.program
    while true {
      // A ticket without slices may come back from its turn at the first step: it is decoded.
      if ticket.step == 0, ticket.slices.isEmpty, !ticket.isDecoded { decode(ticket) }
      if ticket.slices.isEmpty, !program.keepsSlices { break }
      while ticket.step < steps.count {
        guard run(steps[ticket.step], ticket) else { return false }
        ticket.step += 1
      }
      for slice in ticket.slices {
        countUnrouted(slice, ticket)
        if let trace = slice.trace { ticket.traced += trace.told }
        supply.give(slice)
      }
      ticket.slices.removeAll(keepingCapacity: true)
      ticket.step = 0
      if ticket.isDecoded { break }
    }
    failures.finish(ticket)
    program.tracing?.take(ticket)
    return true
  }

  /// Counts the events that no sink took though nothing else became of them.
  private func countUnrouted(_ work: WorkSlice, _ ticket: Ticket) {
    guard let rows = work.unrouted, !rows.isEmpty else { return }
    ticket.counts.sources[ticket.source].unrouted += UInt64(rows.count)
    guard program.plan.run.unrouted == .fail else { return }
    rows.forEach { failures.report(unrouted: $0, work, ticket) }
  }

  // MARK: decoding

  /// Slices that a ticket keeps at once at most while a stage waits or takes turns: usually all of
  /// its block. Lines of a few bytes would fill thousands, far beyond the memory budget.
  static let slicesAtOnce = 32

  /// Decodes the next slice, or as many as may be kept when they must be.
  private func decode(_ ticket: Ticket) {
    guard let block = ticket.block else {
      if let trouble = ticket.trouble { failures.report(trouble, ticket) }
      ticket.isDecoded = true
      return
    }
    let decoder = decoders[ticket.source]
    if ticket.place == 0 {
      decoder.begin(ticket.context)
      ticket.line = ticket.firstLine
    }
    let bytes = block.bytes
    while ticket.place < bytes.count {
      let slice = supply.take()
      ticket.slices.append(slice)
      supply.ticket = ticket
      let (begin, place) = (watch == nil ? 0 : Stopwatch.worked, ticket.place)
      decodeSlice(ticket, bytes, slice.slice, decoder)
      watch?.add(
        .decoding(ticket.source), from: begin, to: Stopwatch.worked, bytes: ticket.place - place)
      supply.ticket = nil
      if !program.keepsSlices || ticket.slices.count >= Worker.slicesAtOnce { break }
    }
    ticket.isDecoded = ticket.place >= bytes.count
    program.tracing?.follow(ticket)
    if program.isReplay {
      for slice in ticket.slices {
        slice.route(ticket.earlier, sinks: program.plan.sinks.map(\.id))
      }
    }
  }

  private func decodeSlice(
    _ ticket: Ticket, _ bytes: Bytes, _ slice: Slice, _ decoder: any RecordDecoder
  ) {
    var counts = ticket.counts.sources[ticket.source]
    var writer = RowWriter(
      slice: slice, view: columns[ticket.source],
      origin: ticket.track?.origin ?? .empty,
      now: ticket.now, idSalt: program.idSalt, supply: supply)
    let readsEmptyLines = program.plan.sources[ticket.source].format.readsEmptyLines
    let replay = program.isReplay ? decoder as? ReplayDecoder : nil
    let limit = min(ticket.place + Worker.sliceBytes, bytes.count)
    let longest = program.longestRecords[ticket.source]
    while ticket.place < limit, !writer.slice.isFull {
      let end = bytes.firstIndex(of: 10, from: ticket.place) ?? bytes.count
      let raw = bytes.slice(ticket.place, end)
      // Another core has read the block: the next line comes while this one is decoded.
      raw.fetchBehind()
      let line = Line.content(raw)
      let number = ticket.line
      ticket.place = end + 1
      ticket.line += 1
      if line.isEmpty, !readsEmptyLines {
        counts.blank += 1
        continue
      }
      guard raw.count <= longest else {
        counts.records += 1
        counts.unreadable += 1
        failures.report(tooLarge: raw, limit: longest, line: number, ticket)
        continue
      }
      writer.beginRecord(raw, line: number)
      Failpoint.meet(raw)
      do throws(Failure) {
        if ticket.isCutOff, end == bytes.count, replay == nil { throw Worker.cutOff }
        let result = try decoder.decode(line, &writer)
        count(result, &writer, &counts)
        if case .header = result { noteHeader(line, number, ticket) }
      } catch {
        if let replay { ticket.earlier[number] = replay.attempt }
        writer.dropRecord()
        counts.records += 1
        counts.unreadable += 1
        failures.report(error, raw: writer.raw, line: number, ticket)
        continue
      }
      if let replay { ticket.earlier[number] = replay.attempt }
      if !writer.rejected.isEmpty { report(writer, &counts, ticket) }
    }
    ticket.counts.sources[ticket.source] = counts
  }

  /// Notes what a header line changes for the failed events behind it.
  private func noteHeader(_ line: Bytes, _ number: UInt64, _ ticket: Ticket) {
    let before = ticket.laterContexts.last?.context ?? ticket.context
    let context = program.plan.sources[ticket.source].format.scan(line, before)
    if context !== before { ticket.laterContexts.append((number, context)) }
  }

  /// Reports the events of a record that failed alone; those that are not owed fail unseen.
  private func report(_ record: RowWriter, _ counts: inout SourceCounts, _ ticket: Ticket) {
    let attempt = ticket.earlier[ticket.line - 1]
    for event in record.rejected {
      guard attempt?.owes(part: UInt32(event.part)) != false else {
        counts.events -= 1
        counts.rejected -= 1
        continue
      }
      failures.report(
        event.failure, event.part, of: record.part, record.raw, line: ticket.line - 1, ticket)
    }
  }

  private static let cutOff = Failure(.parse, "the input ends in the middle of this line")

  private func count(_ result: Decoded, _ writer: inout RowWriter, _ counts: inout SourceCounts) {
    switch result {
    case .events:
      counts.records += 1
      counts.decoded += 1
      counts.events += UInt64(writer.part)
      counts.rejected += UInt64(writer.rejected.count)
      writer.endRecord()
      return
    case .nothing:
      counts.records += 1
      counts.empty += 1
    case .header: counts.headers += 1
    }
    // A line without events has none, whatever the decoder began.
    if writer.part > 0 { writer.dropRecord() }
  }

  /// Bytes of a slice at most: stage-major passes then stay in the cache.
  static let sliceBytes = 256 * 1024

  // MARK: steps

  /// Runs one step over the slices of the ticket; false when the ticket was parked.
  private func run(_ step: PlanStep, _ ticket: Ticket) -> Bool {
    guard let watch else { return take(step, ticket) }
    let begin = Stopwatch.worked
    switch step {
    case .stage(let index), .gate(let index):
      defer { watch.add(.stage(index), from: begin, to: Stopwatch.worked) }
      return take(step, ticket)
    case .sink(let index):
      let buffer = ticket.outputs[index].buffer
      let before = buffer.bytes.count
      let isDone = take(step, ticket)
      watch.add(
        .encoding(index), from: begin, to: Stopwatch.worked, bytes: buffer.bytes.count - before)
      return isDone
    }
  }

  private func take(_ step: PlanStep, _ ticket: Ticket) -> Bool {
    switch step {
    case .sink(let index):
      for slice in ticket.slices { sinks[index].encode(slice, ticket, index, failures) }
      return true
    case .gate(let index):
      for slice in ticket.slices { stages[index].endCollecting(slice, ticket, index, failures) }
      return true
    case .stage(let index):
      switch program.plan.stages[index].kind {
      case .event, .batch:
        for slice in ticket.slices { stages[index].run(slice, ticket, index, failures) }
        return true
      case .ordered:
        guard let turn = program.turns[index], exchange.waitForTurn(ticket, step: turn) else {
          return false
        }
        for slice in ticket.slices { stages[index].run(slice, ticket, index, failures) }
        // A block that comes in several rounds keeps its turn until the last one.
        if ticket.isDecoded { exchange.passTurn(ticket, step: turn) }
        return true
      case .waiting: return wait(ticket, index)
      case .split:
        ticket.slices = ticket.slices.flatMap { slice in
          [slice] + stages[index].split(slice, ticket, index, failures, from: supply)
        }
        return true
      }
    }
  }

  /// First visit: begins the wait and parks the ticket. Second visit: takes what came of it.
  private func wait(_ ticket: Ticket, _ index: Int) -> Bool {
    if !ticket.calls.isEmpty {
      for (slice, call) in zip(ticket.slices, ticket.calls) {
        stages[index].end(call, slice, ticket, index, failures)
      }
      ticket.calls.removeAll(keepingCapacity: true)
      return true
    }
    guard !ticket.slices.isEmpty else { return true }
    // One more than there are slices: the last one to finish, we among them, goes on.
    ticket.waits.store(ticket.slices.count + 1, ordering: .releasing)
    let exchange = exchange
    let resume: @Sendable () -> Void = {
      if ticket.waits.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
        exchange.resume(ticket)
      }
    }
    let calls = ticket.slices.map { stages[index].makeCall($0, ticket, index, resume) }
    ticket.calls = calls
    for call in calls {
      if let call { stages[index].plan.runner.begin(call) } else { resume() }
    }
    resume()
    return false
  }
}

/// Slices of one worker, made once and used again.
final class SliceSupply: RowSupply {
  private let columns: Int
  private let stages: Int
  private var free: [WorkSlice] = []
  /// Whose record is being decoded: a record with many events may need more slices.
  var ticket: Ticket?

  init(columns: Int, stages: Int) {
    self.columns = columns
    self.stages = stages
  }

  /// Slices that wait for use at most: one record with very many events shall not hold its memory
  /// for ever.
  private static let freeLimit = 2 * Worker.slicesAtOnce

  func take() -> WorkSlice { free.popLast() ?? WorkSlice(columns: columns, stages: stages) }

  func give(_ slice: WorkSlice) {
    slice.reset()
    if free.count < SliceSupply.freeLimit { free.append(slice) }
  }

  func nextSlice() -> Slice {
    let slice = take()
    ticket?.slices.append(slice)
    return slice.slice
  }
}
