import PipelineConfig
import StageKit

/// Writes finished tickets to the sinks, in the order of the input; runs on a thread of its own.
final class Writer {
  private let plan: Plan
  private let exchange: Exchange
  private let books: Monitor<Ledger>
  private var writers: [(any SinkWriter)?]
  /// Why writing stopped before its time.
  private(set) var failure: Failure?
  /// Why the run was ended before its time though everything could be written.
  private(set) var end: EarlyEnd?
  private(set) var share: FailureShare

  init(plan: Plan, exchange: Exchange, books: Monitor<Ledger>) {
    self.plan = plan
    self.exchange = exchange
    self.books = books
    share = FailureShare(limit: plan.run.stopIfFailed)
    writers = Array(repeating: nil, count: plan.sinks.count)
  }

  /// Opens every sink that is not made on demand.
  func open() throws(Failure) {
    for index in plan.sinks.indices where !plan.sinks[index].isLazy { try open(index) }
  }

  @discardableResult
  private func open(_ index: Int) throws(Failure) -> any SinkWriter {
    if let writer = writers[index] { return writer }
    let writer = try plan.sinks[index].sink.open()
    writers[index] = writer
    if let preamble = plan.sinks[index].format?.preamble, !preamble.isEmpty {
      var failure: Failure?
      preamble.withUnsafeBytes { bytes in
        do throws(Failure) { try writer.writePreamble(bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    return writer
  }

  /// Writes until there is nothing more.
  func run() {
    while let (ticket, isLast) = exchange.takeFinished() {
      end = ticket.stop?.end ?? share.add(ticket)
      if end != nil { return exchange.breakOff() }
      do throws(Failure) {
        try write(ticket)
        if isLast { try flush() }
      } catch {
        failure = error
        exchange.breakOff()
        return
      }
      books.update { $0.close(ticket.counts) }
      exchange.recycle(ticket)
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

  /// Ends all targets well; the books learn what they took.
  func finish() throws(Failure) {
    for writer in writers { try writer?.prepareToFinish() }
    for (index, writer) in writers.enumerated() {
      guard let writer else { continue }
      try writer.finish()
      let total = writer.confirmed
      books.update { $0.confirm(total: total, sink: index) }
    }
  }

  /// Ends all targets badly: nothing gets its final name.
  func abort() {
    for writer in writers { writer?.abort() }
  }
}
