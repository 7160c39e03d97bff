import LookupKit
public import PipelineConfig
public import StageKit

/// A pipeline that runs: reader, workers and writer over one plan.
///
/// Shape: batches end when the inputs end, streams when somebody stops them. A run is used once.
public final class Run {
  private let plan: Plan
  private let settings: RunSettings
  private let control: RunControl
  private let clock: @Sendable () -> Int64
  private let lookups: LookupSet

  /// Opens the lookups of a plan.
  ///
  /// Errors: findings at the places where the lookups are declared.
  public init(
    _ plan: Plan, settings: RunSettings = RunSettings(), control: RunControl = RunControl(),
    clock: @escaping @Sendable () -> Int64
  ) throws(Findings) {
    self.plan = plan
    self.settings = settings
    self.control = control
    self.clock = clock
    lookups = try LookupSet.open(plan)
  }

  /// Runs to the end.
  public func run() -> RunOutcome {
    let program = Program(plan, longestRecord: settings.longestRecord)
    let shape = LedgerShape(plan)
    let books = Monitor(Ledger(shape))
    let workerCount = max(1, settings.workers ?? plan.run.workers ?? Machine.coreCount)
    let tickets = (0..<workerCount * 2 + 4).map { _ in
      Ticket(
        counts: Counts(
          sources: plan.sources.count, stages: plan.stages.count, sinks: plan.sinks.count),
        sinks: plan.sinks.count)
    }
    let exchange = Exchange(
      tickets: tickets, memory: plan.run.memory, orderedSteps: program.orderedSteps)
    let framer = Framer(
      plan: plan, exchange: exchange, settings: settings, control: control, lookups: lookups,
      books: books, clock: clock)
    let writer = Writer(plan: plan, exchange: exchange, books: books)
    do throws(Failure) { try writer.open() } catch {
      writer.abort()
      return RunOutcome(status: .trouble, report: [], messages: [error.message])
    }
    let threads = Threads(framer: framer, writer: writer)
    let isStarted = threads.run(workers: workerCount, program: program, exchange: exchange)
    // A run that broke off leaves tickets at stages that wait: their calls hold them in a circle.
    for ticket in tickets { ticket.calls.removeAll() }
    guard isStarted else {
      writer.abort()
      return RunOutcome(
        status: .trouble, report: [], messages: ["the system gives no more threads"])
    }
    var outcome = close(writer, framer, books)
    outcome.counters = program.tally.lines(plan)
    return outcome
  }

  /// Ends the sinks and draws up the balance.
  private func close(
    _ writer: Writer, _ framer: Framer, _ books: Monitor<Ledger>
  ) -> RunOutcome {
    var messages = framer.messages
    let isEndless = plan.sources.contains { $0.source.isEndless }
    if let failure = writer.failure {
      writer.abort()
      return RunOutcome(status: .trouble, report: [], messages: messages + [failure.message])
    }
    if control.isStopping, !isEndless {
      writer.abort()
      messages.append("interrupted: nothing was written under its final name")
      return RunOutcome(status: .interrupted, report: [], messages: messages)
    }
    do throws(Failure) { try writer.finish() } catch {
      writer.abort()
      return RunOutcome(status: .trouble, report: [], messages: messages + [error.message])
    }
    let ledger = books.read { $0 }
    let report = LedgerReport(ledger: ledger).lines
    let imbalances = ledger.imbalances()
    guard imbalances.isEmpty else {
      messages.append("the counts do not balance:")
      return RunOutcome(status: .unbalanced, report: report, messages: messages + imbalances)
    }
    let status: RunOutcome.Status =
      control.isInterrupted ? .interrupted : framer.messages.isEmpty ? .good : .trouble
    return RunOutcome(status: status, report: report, messages: messages)
  }
}

/// The threads of a run.
private final class Threads: @unchecked Sendable {
  // Sendable: each member is used by its own thread, and by the starter after that has ended.
  private let framer: Framer
  private let writer: Writer

  init(framer: Framer, writer: Writer) {
    self.framer = framer
    self.writer = writer
  }

  /// Starts everything and waits for the end; false when threads cannot be had.
  func run(workers: Int, program: Program, exchange: Exchange) -> Bool {
    var threads: [WorkThread] = []
    let bodies: [@Sendable () -> Void] =
      [{ self.framer.run() }, { self.writer.run() }]
      + Array(
        repeating: { Worker(program: program, exchange: exchange).run() }, count: workers)
    var isStarted = true
    for body in bodies {
      guard let thread = WorkThread.start(body) else {
        isStarted = false
        exchange.breakOff()
        break
      }
      threads.append(thread)
    }
    for thread in threads { thread.join() }
    return isStarted
  }
}

extension LookupSet {
  /// Opens all lookups of a plan and lets every stage look at its own.
  static func open(_ plan: Plan) throws(Findings) -> LookupSet {
    var findings = Findings()
    var tables: [any Lookup] = []
    for lookup in plan.lookups {
      do throws(Failure) { tables.append(try lookup.entry.open(lookup.setup)) } catch {
        findings.append(Finding(.error, "lookup", at: lookup.span, error.message, help: []))
      }
    }
    guard findings.isEmpty else { throw findings }
    let set = LookupSet(plan, tables)
    for stage in plan.stages {
      do throws(Failure) { try stage.runner.accept(set.lookups) } catch {
        findings.append(Finding(.error, "lookup", at: stage.span, error.message, help: []))
      }
    }
    guard findings.isEmpty else { throw findings }
    return set
  }
}
