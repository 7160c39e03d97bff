import EventModel
import PipelineConfig
import StageKit
import Synchronization

/// Carries tickets from bytes to encoded rows; one for each thread.
final class Worker {
  let program: Program
  private let exchange: Exchange
  private var decoders: [any RecordDecoder]
  private let stages: [StageBench]
  private let sinks: [SinkBench]
  private let failures: FailureDesk
  private let supply: SliceSupply
  private var lookups: LookupSet?

  init(program: Program, exchange: Exchange) {
    self.program = program
    self.exchange = exchange
    let plan = program.plan
    decoders = plan.sources.map { $0.format.makeDecoder() }
    stages = plan.stages.map(StageBench.init)
    sinks = plan.sinks.map(SinkBench.init)
    failures = FailureDesk(program)
    supply = SliceSupply(columns: plan.columnCount, stages: plan.stages.count)
  }

  /// Works until there is nothing more.
  func run() {
    while let ticket = exchange.takeReady() {
      if lookups !== ticket.lookups { useLookups(ticket) }
      if advance(ticket) { exchange.finish(ticket) }
    }
  }

  private func useLookups(_ ticket: Ticket) {
    guard let set = ticket.lookups else { return }
    lookups = set
    for stage in stages { stage.workspace = stage.plan.runner.makeWorkspace(set.lookups) }
  }

  /// Carries a ticket as far as it goes; false when it was parked.
  private func advance(_ ticket: Ticket) -> Bool {
    let steps = program.plan.program
    while true {
      if ticket.step == 0, ticket.slices.isEmpty { decode(ticket) }
      if ticket.slices.isEmpty, !program.keepsSlices { break }
      while ticket.step < steps.count {
        guard run(steps[ticket.step], ticket) else { return false }
        ticket.step += 1
      }
      for slice in ticket.slices { supply.give(slice) }
      ticket.slices.removeAll(keepingCapacity: true)
      ticket.step = 0
      if ticket.isDecoded { break }
    }
    failures.finish(ticket)
    return true
  }

  // MARK: decoding

  /// Decodes the next slice, or all of them when they must be kept.
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
      decodeSlice(ticket, bytes, slice.slice, decoder)
      supply.ticket = nil
      if !program.keepsSlices { break }
    }
    ticket.isDecoded = ticket.place >= bytes.count
  }

  private func decodeSlice(
    _ ticket: Ticket, _ bytes: Bytes, _ slice: Slice, _ decoder: any RecordDecoder
  ) {
    var counts = ticket.counts.sources[ticket.source]
    var writer = RowWriter(
      slice: slice, outputs: program.plan.sources[ticket.source].columns, origin: ticket.origin,
      now: ticket.now, supply: supply)
    let limit = min(ticket.place + Worker.sliceBytes, bytes.count)
    while ticket.place < limit, !writer.slice.isFull {
      let end = bytes.firstIndex(of: 10, from: ticket.place) ?? bytes.count
      let raw = bytes.slice(ticket.place, end)
      let line = Line.content(raw)
      let number = ticket.line
      ticket.place = end + 1
      ticket.line += 1
      if line.isEmpty {
        counts.blank += 1
        continue
      }
      writer.beginRecord(raw, line: number)
      do throws(Failure) {
        switch try decoder.decode(line, &writer) {
        case .events:
          counts.records += 1
          counts.decoded += 1
          counts.events += UInt64(writer.part)
        case .nothing:
          counts.records += 1
          counts.empty += 1
        case .header: counts.headers += 1
        }
      } catch {
        writer.dropRecord()
        counts.records += 1
        counts.unreadable += 1
        failures.report(error, raw: raw, line: number, ticket)
      }
    }
    ticket.counts.sources[ticket.source] = counts
  }

  /// Bytes of a slice at most: stage-major passes then stay in the cache.
  static let sliceBytes = 256 * 1024

  // MARK: steps

  /// Runs one step over the slices of the ticket; false when the ticket was parked.
  private func run(_ step: PlanStep, _ ticket: Ticket) -> Bool {
    switch step {
    case .sink(let index):
      for slice in ticket.slices { sinks[index].encode(slice, ticket, index) }
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
        exchange.passTurn(ticket, step: turn)
        return true
      case .waiting: return wait(ticket, index)
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
    let calls = ticket.slices.map { stages[index].makeCall($0, ticket, resume) }
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

  func take() -> WorkSlice { free.popLast() ?? WorkSlice(columns: columns, stages: stages) }

  func give(_ slice: WorkSlice) {
    slice.slice.reset()
    free.append(slice)
  }

  func nextSlice() -> Slice {
    let slice = take()
    ticket?.slices.append(slice)
    return slice.slice
  }
}
