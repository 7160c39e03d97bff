import DiagnosticKit
import PipelineConfig
import StageKit
import Synchronization

/// Takes new versions of lookups and of the pipeline file into use while the run goes on; runs on a
/// thread of its own.
final class Keeper: Work, Sendable {
  /// Those of the plan that runs.
  private let current: Mutex<LookupKeeper>
  private let environment: RunEnvironment
  private let checked = CheckedData()

  init(_ plan: Plan, _ shared: Round.Shared, lookups: LookupShelf, exchange: Exchange) {
    environment = shared.environment
    current = Mutex(LookupKeeper(plan, lookups, exchange, shared.environment, checked))
  }

  private var lookups: LookupKeeper { current.withLock { $0 } }

  var shelf: LookupShelf { lookups.shelf }

  /// Another plan runs from now on.
  func follow(_ plan: Plan, _ shelf: LookupShelf, _ exchange: Exchange?) {
    current.withLock { $0 = $0.following(plan, shelf, exchange) }
  }

  /// How long it waits for requests before it looks around.
  private static let tick = 1000

  /// Works until the run is over.
  func run() {
    while true {
      lookups.look()
      switch environment.control.nextRequest(within: lookups.wait(limit: Keeper.tick)) {
      case .end: return
      case .nothing: break
      case .lookups(let names): lookups.reload(names)
      case .pipeline:
        if !reloadPipeline() { lookups.reload([]) }
      }
    }
  }

  /// Checks the pipeline file anew; false when the one that runs goes on.
  private func reloadPipeline() -> Bool {
    let (running, notice) = (lookups.plan, environment.settings.notice)
    guard let load = environment.settings.reload else { return false }
    do throws(Findings) {
      let plan = try load()
      if plan.label == running.label { return false }
      guard plan.run.checkpoint?.path == running.run.checkpoint?.path else {
        notice("the pipeline stays as it was: 'checkpoint' cannot change while it runs")
        return false
      }
      let set = try LookupSet.open(plan, now: environment.now)
      try check(set, plan)
      environment.control.handOver(Handover(plan: plan, lookups: set))
      return true
    } catch {
      notice("the pipeline stays as it was: its file has errors")
      notice(FindingPrinter().text(error))
      return false
    }
  }

  /// Reads all data of a plan that is to take over.
  private func check(_ set: LookupSet, _ plan: Plan) throws(Findings) {
    var findings = Findings()
    let control = environment.control
    for (lookup, table) in zip(plan.lookups, set.tables) {
      do throws(Failure) { try checked.check(table, lookup) { !control.isOver } } catch {
        findings.append(Finding(.error, "lookup", at: lookup.span, error.message, help: []))
      }
    }
    guard findings.isEmpty else { throw findings }
  }
}
