public import PipelineConfig
public import StageKit

/// A pipeline that runs: reader, workers and writer over one plan after the other.
///
/// Shape: batches end when the inputs end, streams when somebody stops them. A run is used once.
public final class Run {
  private let plan: Plan
  private let settings: RunSettings
  private let control: RunControl
  private let clock: @Sendable () -> Int64
  private let lookups: LookupShelf
  /// What the stages counted.
  private var counters: [String] = []
  private var profile: RunProfile?

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
    let now = settings.now ?? clock()
    let leeway = Leeway(goesOn: { !control.isStopping }) { control.sleep(milliseconds: $0) }
    let set = try LookupSet.open(plan, now: now, leeway)
    lookups = LookupShelf(set, now: now)
    set.troubleEvents(plan).forEach(control.tell)
    lookups.watchAges(plan, now: now).forEach(control.tell)
  }

  /// Runs to the end.
  public func run() -> RunOutcome {
    var outcome = runToEnd()
    outcome.counters = counters
    outcome.profile = profile
    control.view.ended(outcome, isLast: settings.endsProgram)
    return outcome
  }

  private func runToEnd() -> RunOutcome {
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
    let safe = SafeMarks()
    if folder != nil { control.view.committed(state.epoch, isNew: false) }
    let state = named(state)
    let shared = Round.Shared(
      settings: settings, control: control, clock: clock, folder: folder, safe: safe,
      checkpoints: Checkpoints(plan, folder: folder, state: state, safe: safe),
      crew: WorkerCrew(size: settings.workerCount(plan)))
    shared.checkpoints.onCommit = { [control] in control.view.committed($0.epoch) }
    var round = try Round(
      plan, shared, lookups: lookups, past: state,
      suspicion: isSuspect ? try suspicion(folder) : nil)
    let keeper = Keeper(plan, shared, lookups: lookups, exchange: round.exchange)
    let keeping = WorkThread.start(keeper)
    defer {
      control.end()
      keeping?.join()
    }
    try round.run()
    while round.writer.isGoing, let handover = control.takeHandover() {
      let earlier = round
      round = try next(handover, after: earlier, shared, keeper)
      guard earlier.books.read({ $0.imbalances().isEmpty }) else {
        round.writer.abort()
        return RunEnd(earlier, control, reports: settings.reports).unbalanced()
      }
      try round.run()
    }
    defer {
      round.framer.tellSafeMarks()
      counters = round.counters
      profile = round.profile
      if settings.endsProgram { round.leaveMemory() }
    }
    return RunEnd(round, control, reports: settings.reports).close(round.writer)
  }

  /// The round of the plan that takes over, or again one of the plan before when that cannot be.
  private func next(
    _ handover: Handover, after round: Round, _ shared: Round.Shared, _ keeper: Keeper
  ) throws(Failure) -> Round {
    var next: Round?
    do throws(Failure) {
      if shared.folder != nil { try round.writer.commit(isEnd: false) }
      let shelf = LookupShelf(
        handover.lookups, after: round.lookups, now: settings.now ?? clock())
      next = try Round(
        handover.plan, shared, lookups: shelf, past: shared.checkpoints.state, after: round)
      keeper.follow(handover.plan, shelf, next?.exchange)
      tell(handover.plan, after: round)
    } catch {
      control.tell(.pipelineKept(reason: error.message))
    }
    if let next { return next }
    let same = try Round(
      round.plan, shared, lookups: keeper.shelf, past: shared.checkpoints.state, after: round)
    keeper.follow(round.plan, keeper.shelf, same.exchange)
    return same
  }

  /// Says what took over, and the balance of what was before.
  private func tell(_ plan: Plan, after round: Round) {
    let balance = LedgerReport(ledger: round.books.read { $0 }).lines
    control.tell(
      .pipelineReplaced(pipeline: plan.label, before: round.plan.label, balance: balance))
  }

  /// Something has killed the runs before: each record of what they had in hand is read alone.
  private func suspicion(_ folder: StateFolder?) throws(Failure) -> Suspicion? {
    guard let folder, let checkpoint = plan.run.checkpoint else { return nil }
    control.tell(.isSuspicious(starts: Suspicion.mostStarts))
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
