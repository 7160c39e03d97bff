import PipelineConfig
import StageKit

/// Writes finished tickets to the sinks, in the order of the input; runs on a thread of its own.
final class Writer {
  private let plan: Plan
  private let exchange: Exchange
  private let books: Monitor<Ledger>
  private let checkpoints: Checkpoints
  private let runs: [SinkRun]
  private var writers: [(any SinkWriter)?]
  /// Why writing stopped before its time.
  private(set) var failure: Failure?

  /// `runs` has what each sink is opened with.
  init(
    plan: Plan, exchange: Exchange, books: Monitor<Ledger>, checkpoints: Checkpoints,
    runs: [SinkRun]
  ) {
    self.plan = plan
    self.exchange = exchange
    self.books = books
    self.checkpoints = checkpoints
    self.runs = runs
    writers = Array(repeating: nil, count: plan.sinks.count)
  }

  /// Opens every sink that is not made on demand.
  func open() throws(Failure) {
    for index in plan.sinks.indices where !plan.sinks[index].isLazy { try open(index) }
  }

  @discardableResult
  private func open(_ index: Int) throws(Failure) -> any SinkWriter {
    if let writer = writers[index] { return writer }
    let writer = try plan.sinks[index].sink.open(runs[index])
    writers[index] = writer
    return writer
  }

  /// Milliseconds after which files are looked at that grow old while nothing comes.
  private static let tick = 500

  /// Writes until there is nothing more.
  func run() {
    do throws(Failure) {
      while true {
        switch exchange.takeFinished(within: Writer.tick) {
        case .end: return
        case .nothing: try flush()
        case .ticket(let ticket, let isLast):
          try write(ticket)
          if isLast { try flush() }
          checkpoints.note(ticket)
          books.update { $0.close(ticket.counts) }
          exchange.recycle(ticket)
        }
        if checkpoints.isDue { try commit(isEnd: false) }
      }
    } catch {
      failure = error
      exchange.breakOff()
    }
  }

  private func write(_ ticket: Ticket) throws(Failure) {
    for (index, output) in ticket.outputs.enumerated() where output.rows > 0 {
      if plan.sinks[index].format != nil {
        try open(index).write(output.buffer.bytes)
      } else {
        try open(index).count(rows: output.rows)
      }
      let rows = output.rows
      books.update { $0.handed(rows: rows, sink: index) }
    }
  }

  private func flush() throws(Failure) {
    for writer in writers { try writer?.flush() }
  }

  /// Gives all that was written its names; the books learn before what the targets took.
  ///
  /// Shape: false, and no names, when `isGood` does not like the books.
  @discardableResult
  func commit(isEnd: Bool, isGood: (Ledger) -> Bool = { _ in true }) throws(Failure) -> Bool {
    let open = plan.sinks.indices.compactMap { index in
      writers[index].map { (plan.sinks[index].id, $0) }
    }
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
