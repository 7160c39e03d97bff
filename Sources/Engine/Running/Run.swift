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
  private let lookups: LookupShelf

  /// Opens the lookups of a plan.
  ///
  /// Errors: findings at the places where the lookups are declared.
  public init(
    _ plan: Plan, settings: RunSettings = RunSettings(), control: RunControl = RunControl(),
    clock: @escaping @Sendable () -> Int64
  ) throws(Findings) {
    self.plan = plan
    var settings = settings
    settings.quiet = plan.run.flushMilliseconds ?? 0
    self.settings = settings
    self.control = control
    self.clock = clock
    lookups = LookupShelf(try LookupSet.open(plan))
  }

  /// Runs to the end.
  public func run() -> RunOutcome {
    let outcome = runToEnd()
    control.ended(outcome)
    return outcome
  }

  private func runToEnd() -> RunOutcome {
    do throws(Failure) {
      let folder = try stateFolder()
      let state = try folder?.recover() ?? RunState()
      defer { folder?.forgetStarts() }
      return try run(folder, state)
    } catch {
      return RunOutcome(status: .trouble, report: [], messages: [error.message])
    }
  }

  private func stateFolder() throws(Failure) -> StateFolder? {
    guard let checkpoint = plan.run.checkpoint else { return nil }
    return try StateFolder(checkpoint.path)
  }

  private func run(_ folder: StateFolder?, _ state: RunState) throws(Failure) -> RunOutcome {
    let program = Program(plan, longestRecords: plan.sources.map(settings.longestRecord))
    let books = Monitor(Ledger(LedgerShape(plan)))
    let workerCount = max(1, settings.workers ?? plan.run.workers ?? Machine.coreCount)
    let tickets = (0..<workerCount * 2 + 4).map { _ in
      Ticket(
        counts: Counts(
          sources: plan.sources.count, stages: plan.stages.count, sinks: plan.sinks.count),
        sinks: plan.sinks.count)
    }
    let exchange = Exchange(
      tickets: tickets, memory: plan.run.memory, orderedSteps: program.orderedSteps)
    let office = TicketOffice(
      plan: plan, exchange: exchange, settings: settings, lookups: lookups, books: books,
      control: control, clock: clock)
    let safe = SafeMarks()
    let framer = Framer(
      plan: plan, exchange: exchange, settings: settings, control: control, office: office,
      past: state, safe: safe)
    let checkpoints = Checkpoints(plan, folder: folder, state: named(state), safe: safe)
    checkpoints.onCommit = { [control] in control.committed(epoch: $0.epoch) }
    let writer = Writer(
      plan: plan, exchange: exchange, books: books, checkpoints: checkpoints,
      runs: SinkRun.all(of: plan, folder: folder, state: checkpoints.state))
    do throws(Failure) { try writer.open() } catch {
      writer.abort()
      throw error
    }
    control.began(
      RunWatch(
        plan: plan, books: books, exchange: exchange, lookups: lookups, epoch: state.epoch,
        clock: clock))
    let threads = Threads(framer: framer, writer: writer)
    let isStarted = threads.run(workers: workerCount, program: program, exchange: exchange)
    // A run that broke off leaves tickets at stages that wait: their calls hold them in a circle.
    for ticket in tickets { ticket.calls.removeAll() }
    guard isStarted else {
      writer.abort()
      throw Failure(.sink, "the system gives no more threads")
    }
    defer { framer.tellSafeMarks() }
    return RunEnd(plan: plan, control: control, books: books, inputTroubles: office.messages)
      .close(writer)
  }

  /// The state with the name of this run: a run that did not come to its end keeps its own.
  private func named(_ state: RunState) -> RunState {
    var state = state
    if state.hasEnded || state.runID.isEmpty {
      state.runID = RunName.at(milliseconds: settings.now ?? clock())
    }
    return state
  }
}

extension SinkRun {
  /// What each sink of a plan is opened with.
  static func all(of plan: Plan, folder: StateFolder?, state: RunState) -> [SinkRun] {
    plan.sinks.map { sink in
      var run = SinkRun()
      run.id = state.runID
      run.firstPart = state.nextPart[sink.id] ?? 1
      run.preamble = sink.format?.preamble ?? []
      run.rotation = Rotation(size: sink.rotate?.size, every: sink.rotate?.everyMilliseconds)
      if let folder {
        run.isCheckpointed = true
        run.willMake = { hidden throws(Failure) in try folder.willMake(hidden) }
      }
      return run
    }
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
