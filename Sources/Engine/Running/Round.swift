import PipelineConfig
import StageKit

/// One plan while it runs: its threads, tickets and books. A run has one, or one for each pipeline
/// file that took over while it went on.
final class Round {
  /// What all rounds of a run share.
  struct Shared {
    let settings: RunSettings
    let control: RunControl
    let clock: @Sendable () -> Int64
    let folder: StateFolder?
    let safe: SafeMarks
    let checkpoints: Checkpoints
    let crew: WorkerCrew

    var environment: RunEnvironment {
      RunEnvironment(settings: settings, control: control, clock: clock)
    }
  }

  let plan: Plan
  let exchange: Exchange
  let books: Monitor<Ledger>
  let writer: Writer
  let framer: Framer
  let office: TicketOffice
  let lookups: LookupShelf
  private let program: Program
  private let tickets: [Ticket]
  private let workerCount: Int
  private let crew: WorkerCrew
  private let view: RunView
  private let watch: RunWatch
  private let profiler: Profiler?

  /// Opens the sinks; those that an earlier round had open and that are the same go on.
  ///
  /// Errors: a sink that cannot be opened; what was open before is as it was.
  init(
    _ plan: Plan, _ shared: Shared, lookups: LookupShelf, past: RunState,
    suspicion: Suspicion? = nil, after earlier: Round? = nil
  ) throws(Failure) {
    self.plan = plan
    self.lookups = lookups
    var settings = shared.settings
    settings.quiet = plan.run.flushMilliseconds ?? 0
    let tap = shared.control.tap
    tap.allow(plan.run.tap)
    program = Program(
      plan, longestRecords: plan.sources.map(settings.longestRecord), after: earlier?.program,
      desk: settings.desk ?? (plan.run.tap ? tap : nil))
    workerCount = settings.workerCount(plan)
    crew = shared.crew
    profiler = settings.profiles ? Profiler(plan, workers: workerCount) : nil
    tickets = (0..<workerCount * 2 + 4).map { _ in Ticket(plan) }
    exchange = Exchange(
      tickets: tickets, memory: plan.run.memory, orderedSteps: program.orderedSteps)
    books = Monitor(Ledger(LedgerShape(plan)))
    office = TicketOffice(
      plan: plan, exchange: exchange, settings: settings, lookups: lookups, books: books,
      control: shared.control, clock: shared.clock)
    view = shared.control.view
    watch = RunWatch(
      plan: plan, books: books, exchange: exchange, lookups: lookups, clock: shared.clock)
    let reading = Reading(
      settings: settings, control: shared.control, exchange: exchange, office: office,
      suspicion: suspicion, watch: profiler?.makeWatch())
    framer = Framer(plan: plan, reading: reading, past: past, safe: shared.safe)
    writer = Writer(
      program: program, exchange: exchange, books: books, checkpoints: shared.checkpoints,
      runs: SinkRun.all(of: plan, shared))
    writer.watch = profiler?.makeWatch()
    writer.tookRows = { [view] in view.sinkGoesOn($0) }
    do throws(Failure) {
      if let earlier { try writer.takeOver(earlier.writer) } else { try writer.open() }
    } catch {
      writer.abort()
      throw error
    }
    if let earlier { framer.takeOver(earlier.framer) }
  }

  /// Runs until the inputs end, somebody stops the run, or another plan is to take over.
  ///
  /// Errors: the system gives too few threads.
  func run() throws(Failure) {
    view.follow(watch)
    crew.follow(exchange)
    let workers = (0..<workerCount).map { _ in
      Worker(program: program, exchange: exchange, watch: profiler?.makeWatch())
    }
    let isStarted = WorkThread.run([framer, writer] + workers, orElse: exchange.breakOff)
    // A run that broke off leaves tickets at stages that wait: their calls hold them in a circle.
    for ticket in tickets { ticket.calls.removeAll() }
    guard isStarted else {
      writer.abort()
      throw Failure(.sink, "the system gives no more threads")
    }
  }
}

extension Round {
  /// What the stages counted, a line for each.
  var counters: [String] { program.tally.lines(plan) }

  /// Where the time went, when that was measured.
  var profile: RunProfile? { profiler?.profile(books.read { $0.counts }, program.tally) }
}

extension Ticket {
  fileprivate convenience init(_ plan: Plan) {
    self.init(
      counts: Counts(
        sources: plan.sources.count, stages: plan.stages.count, sinks: plan.sinks.count),
      sinks: plan.sinks.count)
  }
}

extension SinkRun {
  /// What each sink of a plan is opened with.
  fileprivate static func all(of plan: Plan, _ shared: Round.Shared) -> [SinkRun] {
    let state = shared.checkpoints.state
    return plan.sinks.map { sink in
      var run = SinkRun()
      run.id = state.runID
      run.firstPart = state.nextPart[sink.id] ?? 1
      run.preamble = sink.format?.preamble ?? []
      run.rotation = Rotation(size: sink.rotate?.size, every: sink.rotate?.everyMilliseconds)
      run.maxOpen = sink.maxOpen
      run.crew = shared.crew
      run.pause = pause(sink.id, plan.veil, shared)
      if let retry = sink.retry { run.patience = patience(retry, sink.id, plan.veil, shared) }
      if let folder = shared.folder {
        run.isCheckpointed = true
        run.willMake = { hidden throws(Failure) in try folder.willMake(hidden) }
      }
      return run
    }
  }

  private static func pause(_ id: String, _ veil: ValueVeil, _ shared: Round.Shared) -> Pause {
    let control = shared.control
    return { time, reason in
      if let reason {
        control.view.sinkWaits(id, milliseconds: time, reason: veil.hidden(reason))
      }
      return control.sleep(milliseconds: time)
    }
  }

  /// Waits as the pipeline says, and tells of it.
  private static func patience(
    _ retry: RetryOptions, _ id: String, _ veil: ValueVeil, _ shared: Round.Shared
  ) -> Patience {
    let control = shared.control
    return Patience(times: retry.times, firstWait: retry.waitMilliseconds) { time, failure in
      control.view.sinkWaits(id, milliseconds: time, reason: veil.hidden(failure.message))
      return control.sleep(milliseconds: time)
    }
  }
}
