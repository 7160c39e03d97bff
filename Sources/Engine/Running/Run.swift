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
    do throws(Failure) {
      let folder = try stateFolder()
      let state = try folder?.recover() ?? RunState()
      let starts = try folder?.countStart(after: state.epoch) ?? 1
      defer { folder?.forgetStarts() }
      return try run(folder, state, isSuspect: starts > Suspicion.mostStarts)
    } catch {
      return RunOutcome(status: .trouble, report: [], messages: [error.message])
    }
  }

  private func stateFolder() throws(Failure) -> StateFolder? {
    guard let checkpoint = plan.run.checkpoint else { return nil }
    return try StateFolder(checkpoint.path)
  }

  private func run(
    _ folder: StateFolder?, _ state: RunState, isSuspect: Bool
  ) throws(Failure) -> RunOutcome {
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
      clock: clock)
    let safe = SafeMarks()
    let state = named(state)
    let reading = Reading(
      settings: settings, control: control, exchange: exchange, office: office,
      suspicion: isSuspect ? try suspicion(folder) : nil)
    let framer = Framer(plan: plan, reading: reading, past: state, safe: safe)
    let checkpoints = Checkpoints(plan, folder: folder, state: state, safe: safe)
    let writer = Writer(
      program: program, exchange: exchange, books: books, checkpoints: checkpoints,
      runs: sinkRuns(folder, checkpoints.state))
    do throws(Failure) { try writer.open() } catch {
      writer.abort()
      throw error
    }
    let keeper = LookupKeeper(
      plan: plan, control: control, shelf: lookups, exchange: exchange, notice: settings.notice)
    let keeping = WorkThread.start(keeper)
    defer {
      control.end()
      keeping?.join()
    }
    let workers = (0..<workerCount).map { _ in Worker(program: program, exchange: exchange) }
    let isStarted = WorkThread.run([framer, writer] + workers, orElse: exchange.breakOff)
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

  /// Something has killed the runs before: each record of what they had in hand is read alone.
  private func suspicion(_ folder: StateFolder?) throws(Failure) -> Suspicion? {
    guard let folder, let checkpoint = plan.run.checkpoint else { return nil }
    settings.notice(
      "\(Suspicion.mostStarts) runs in a row were killed before a checkpoint: records are read one by one"
    )
    return Suspicion(folder, bytes: checkpoint.size + plan.run.memory)
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

extension Run {
  /// What each sink is opened with.
  private func sinkRuns(_ folder: StateFolder?, _ state: RunState) -> [SinkRun] {
    plan.sinks.map { sink in
      var run = SinkRun()
      run.id = state.runID
      run.firstPart = state.nextPart[sink.id] ?? 1
      run.preamble = sink.format?.preamble ?? []
      run.rotation = Rotation(size: sink.rotate?.size, every: sink.rotate?.everyMilliseconds)
      if let retry = sink.retry { run.patience = patience(retry, sink.id) }
      if let folder {
        run.isCheckpointed = true
        run.willMake = { hidden throws(Failure) in try folder.willMake(hidden) }
      }
      return run
    }
  }

  /// Waits as the pipeline says, and tells of it.
  private func patience(_ retry: RetryOptions, _ id: String) -> Patience {
    let (control, notice) = (control, settings.notice)
    return Patience(times: retry.times, firstWait: retry.waitMilliseconds) { time, failure in
      notice("'\(id)' waits \(time) ms: \(failure.message)")
      return control.sleep(milliseconds: time)
    }
  }
}
