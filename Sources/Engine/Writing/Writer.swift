import PipelineConfig
import StageKit

/// Writes finished tickets to the sinks, in the order of the input; runs on a thread of its own.
final class Writer: Work {
  private let plan: Plan
  private let exchange: Exchange
  private let books: Monitor<Ledger>
  private let checkpoints: Checkpoints
  private let runs: [SinkRun]
  private let desk: FailureDesk
  private var writers: [(any SinkWriter)?]
  private var settlement: Settlement
  /// By sink; nil where what was written is sent on at once.
  private var batches: [SinkBatch?]
  private let begun = ContinuousClock.now
  /// Why writing stopped before its time.
  private(set) var failure: Failure?
  /// Why the run was ended before its time though everything could be written.
  private(set) var end: EarlyEnd?
  private(set) var share: FailureShare
  /// Set when it is measured where the time goes.
  var watch: Stopwatch?
  /// Hears of every sink that took rows, by id.
  var tookRows: (String) -> Void = { _ in }

  /// `runs` has what each sink is opened with.
  init(
    program: Program, exchange: Exchange, books: Monitor<Ledger>, checkpoints: Checkpoints,
    runs: [SinkRun]
  ) {
    plan = program.plan
    desk = FailureDesk(program)
    self.exchange = exchange
    self.books = books
    self.checkpoints = checkpoints
    self.runs = runs
    share = FailureShare(limit: plan.run.stopIfFailed)
    writers = Array(repeating: nil, count: plan.sinks.count)
    settlement = Settlement(plan)
    batches = plan.sinks.map { $0.batch.map(SinkBatch.init) }
  }

  /// Opens every sink that is not made on demand.
  func open() throws(Failure) {
    for index in plan.sinks.indices where !plan.sinks[index].isLazy { _ = try open(index) }
  }

  /// Goes on with the targets that the writer of an earlier plan has open, where the sinks are the
  /// same; the others of the earlier plan get their names.
  ///
  /// Errors: a sink of this plan cannot be opened; the earlier targets are as they were.
  func takeOver(_ earlier: Writer) throws(Failure) {
    var kept: Set<Int> = []
    for (index, sink) in plan.sinks.enumerated() {
      let place = earlier.plan.sinks.firstIndex { $0.isSame(as: sink) }
      guard let place, let writer = earlier.writers[place] else { continue }
      writers[index] = writer
      kept.insert(place)
    }
    do throws(Failure) { try open() } catch {
      for index in writers.indices where isKept(writers[index], earlier) { writers[index] = nil }
      throw error
    }
    for (place, writer) in earlier.writers.enumerated() where !kept.contains(place) {
      guard let writer else { continue }
      _ = try writer.prepare()
      let total = writer.confirmed
      earlier.books.update { $0.confirm(total: total, sink: place) }
      try writer.publish()
    }
    carry(kept, earlier)
  }

  private func isKept(_ writer: (any SinkWriter)?, _ earlier: Writer) -> Bool {
    earlier.writers.contains { $0 === writer }
  }

  /// Rows that a target has got and not yet confirmed go from the books of one plan to the next's.
  private func carry(_ kept: Set<Int>, _ earlier: Writer) {
    for (index, sink) in plan.sinks.enumerated() {
      guard let place = earlier.plan.sinks.firstIndex(where: { $0.isSame(as: sink) }),
        kept.contains(place), let writer = writers[index]
      else { continue }
      let total = writer.confirmed
      let open = earlier.books.update { $0.handOn(total: total, sink: place) }
      books.update { $0.takeOn(rows: open, confirmedBefore: total, sink: index) }
    }
  }

  /// Whether everything could be written so far.
  var isGoing: Bool { failure == nil && end == nil }

  @discardableResult
  private func open(_ index: Int) throws(Failure) -> any SinkWriter {
    if let writer = writers[index] { return writer }
    let writer = try plan.sinks[index].sink.open(runs[index])
    writers[index] = writer
    return writer
  }

  /// Milliseconds after which files are looked at that grow old while nothing comes.
  private static let tick = 500
  /// Milliseconds after which receivers are asked again what became of rows.
  private static let settlingTick = 5

  /// Writes until there is nothing more.
  func run() {
    do throws(Failure) {
      while true {
        switch exchange.takeFinished(within: tick) {
        case .end:
          try settleAll()
          return
        case .nothing: try flushDue()
        case .ticket(let ticket, let isLast):
          end = ticket.stop?.end
          if end != nil { return exchange.breakOff() }
          try write(ticket)
          if isLast { try flushDue() }
          if settlement.isTrivial { close(ticket) } else { settlement.hold(ticket) }
        }
        try settle()
        if end != nil { return exchange.breakOff() }
        if checkpoints.isDue { try commit(isEnd: false) }
      }
    } catch {
      failure = error
      exchange.breakOff()
    }
  }

  private func write(_ ticket: Ticket) throws(Failure) {
    for (index, output) in ticket.outputs.enumerated() where output.rows > 0 {
      if plan.sinks[index].format == nil {
        try open(index).count(rows: output.rows)
      } else {
        let begin = watch == nil ? 0 : Stopwatch.now
        if output.targets.isEmpty {
          try open(index).write(output.buffer.bytes)
        } else {
          try output.targets.write(output.buffer.bytes, to: open(index))
        }
        watch?.add(
          .writing(index), from: begin, to: Stopwatch.now, bytes: output.buffer.bytes.count)
      }
      let rows = output.rows
      books.update { $0.handed(rows: rows, sink: index) }
      tookRows(plan.sinks[index].id)
      batches[index]?.add(events: rows, bytes: output.buffer.bytes.count, at: now)
      if batches[index]?.isFull == true { try flush(index) }
    }
  }

  /// Everything that a ticket owed has found its end.
  private func close(_ ticket: Ticket) {
    checkpoints.note(ticket)
    books.update { $0.close(ticket.counts) }
    end = end ?? share.add(ticket)
    exchange.recycle(ticket)
  }

  // MARK: sending on

  private var now: Int64 { Int64((ContinuousClock.now - begun) / .milliseconds(1)) }

  /// Milliseconds after which something is to be done though no ticket comes.
  private var tick: Int {
    let tick = settlement.isEmpty ? Writer.tick : Writer.settlingTick
    guard batches.contains(where: { $0 != nil }) else { return tick }
    let waiting = batches.compactMap { $0?.patience(at: now) }.filter { $0 > 0 }
    return waiting.reduce(tick) { min($0, Int($1)) }
  }

  /// Sends on what waits for no more events.
  private func flushDue() throws(Failure) {
    for index in writers.indices where batches[index]?.patience(at: now) ?? 0 == 0 {
      try flush(index)
    }
  }

  private func flush() throws(Failure) {
    for index in writers.indices { try flush(index) }
  }

  private func flush(_ index: Int) throws(Failure) {
    guard let writer = writers[index] else { return }
    batches[index]?.clear()
    try writer.flush()
    tookRows(plan.sinks[index].id)
  }

  // MARK: rows that are refused

  /// Asks the receivers what became of rows, and closes the tickets of which all is known.
  private func settle() throws(Failure) {
    guard !settlement.isEmpty else { return }
    for (place, sink) in settlement.sinks.enumerated() {
      for refusal in writers[sink]?.takeRefusals() ?? [] {
        try report(refusal, place: place, sink: sink)
      }
    }
    let settled = settlement.sinks.map { writers[$0]?.settled ?? 0 }
    while let ticket = settlement.popSettled(settled) { close(ticket) }
  }

  /// Waits until it is known what became of every row.
  private func settleAll() throws(Failure) {
    guard !settlement.isTrivial else { return }
    try flush()
    try settle()
    while !settlement.isEmpty {
      guard !exchange.isBroken else { return }
      WorkThread.sleep(milliseconds: Writer.settlingTick)
      try settle()
    }
  }

  /// Makes a failed event of a row that was refused for good.
  ///
  /// Errors: the row was a failed event itself.
  private func report(_ refusal: RowRefusal, place: Int, sink: Int) throws(Failure) {
    guard plan.sinks[sink].upstream != nil,
      let (ticket, part) = settlement.find(refusal.row, ofSink: place)
    else { throw refusal.failure }
    ticket.counts.sinks[sink].refused += 1
    desk.report(refusal.failure, of: sink, part, ticket)
    let failed = plan.sinks.indices.filter { plan.sinks[$0].upstream == nil }
    for sink in failed { ticket.outputs[sink].removeAll() }
    desk.finish(ticket)
    for sink in failed {
      let output = ticket.outputs[sink]
      try open(sink).write(output.buffer.bytes)
      let rows = output.rows
      books.update { $0.handed(rows: rows, sink: sink) }
      settlement.pass(rows: rows, ofSink: sink)
      output.removeAll()
    }
  }

  // MARK: names

  /// Gives all that was written its names; the books learn before what the targets took.
  ///
  /// Shape: false, and no names, when `isGood` does not like the books. The targets hear when the
  /// run `endsWell`.
  @discardableResult
  func commit(
    isEnd: Bool, endsWell: Bool = false, isGood: (Ledger) -> Bool = { _ in true }
  ) throws(Failure) -> Bool {
    if endsWell {
      for writer in writers { try writer?.endWell() }
    }
    let open = plan.sinks.indices.compactMap { index in
      writers[index].map { (plan.sinks[index].id, $0) }
    }
    try settleAll()
    let next = try checkpoints.prepare(open, isEnd: isEnd)
    for (index, writer) in writers.enumerated() {
      guard let total = writer?.confirmed else { continue }
      books.update { $0.confirm(total: total, sink: index) }
    }
    guard books.read(isGood) else { return false }
    try checkpoints.commit(next, open)
    return true
  }

  /// Ends all targets badly: nothing gets its final name.
  func abort() {
    for writer in writers { writer?.abort() }
  }
}
