import DiagnosticKit
import LookupKit
import PipelineConfig
import StageKit
import Synchronization

/// Takes new versions of lookups and of the pipeline file into use while the run goes on; runs on a
/// thread of its own.
///
/// Shape: a version is built beside the one in use and judged by the stages, then it takes over at a
/// ticket. Whatever goes wrong keeps what was.
final class Keeper: Work, Sendable {
  private struct Current {
    var plan: Plan
    var shelf: LookupShelf
    var exchange: Exchange
  }

  private let current: Mutex<Current>
  private let control: RunControl
  private let settings: RunSettings

  init(_ plan: Plan, _ shared: Round.Shared, lookups: LookupShelf, exchange: Exchange) {
    current = Mutex(Current(plan: plan, shelf: lookups, exchange: exchange))
    control = shared.control
    settings = shared.settings
  }

  var shelf: LookupShelf { current.withLock { $0.shelf } }

  /// Another plan runs from now on.
  func follow(_ plan: Plan, _ shelf: LookupShelf, _ exchange: Exchange?) {
    current.withLock { current in
      current = Current(plan: plan, shelf: shelf, exchange: exchange ?? current.exchange)
    }
  }

  /// How long it waits for requests before it looks around.
  private static let tick = 1000

  /// Works until the run is over.
  func run() {
    while true {
      switch control.nextRequest(within: Keeper.tick) {
      case .end: return
      case .nothing: break
      case .lookups(let names): reloadLookups(names)
      case .pipeline:
        if !reloadPipeline() { reloadLookups([]) }
      }
    }
  }

  // MARK: the pipeline file

  /// Checks the pipeline file anew; false when the one that runs goes on.
  private func reloadPipeline() -> Bool {
    let (running, notice) = (current.withLock { $0.plan }, settings.notice)
    guard let load = settings.reload else { return false }
    do throws(Findings) {
      let plan = try load()
      if plan.label == running.label { return false }
      guard plan.run.checkpoint?.path == running.run.checkpoint?.path else {
        notice("the pipeline stays as it was: 'checkpoint' cannot change while it runs")
        return false
      }
      control.handOver(Handover(plan: plan, lookups: try LookupSet.open(plan)))
      return true
    } catch {
      notice("the pipeline stays as it was: its file has errors")
      notice(FindingPrinter().text(error))
      return false
    }
  }

  // MARK: lookups

  /// Builds and swaps; all new versions come at one ticket.
  private func reloadLookups(_ names: Set<String>) {
    let (plan, shelf, exchange) = current.withLock { ($0.plan, $0.shelf, $0.exchange) }
    guard awaitEarlier(shelf) else { return }
    let old = shelf.current
    var tables = old.tables
    var changes: [String] = []
    for (place, lookup) in plan.lookups.enumerated()
    where names.isEmpty || names.contains(lookup.name) {
      do throws(Failure) {
        let table = try lookup.entry.open(lookup.setup)
        tables[place] = table
        try judge(tables, plan)
        let version = LookupVersion(name: lookup.name, table.description).version
        changes.append("lookup '\(lookup.name)' is now \(version)")
      } catch {
        tables[place] = old.tables[place]
        settings.notice("lookup '\(lookup.name)' stays as it was: \(error.message)")
      }
    }
    guard !changes.isEmpty else { return }
    shelf.replace(LookupSet(plan, tables))
    exchange.dropLookups()
    changes.forEach(settings.notice)
  }

  /// Every stage looks at what it would get.
  private func judge(_ tables: [any Lookup], _ plan: Plan) throws(Failure) {
    let lookups = LookupSet(plan, tables).lookups
    for stage in plan.stages { try stage.runner.accept(lookups) }
  }

  /// Waits until nobody uses the version before the one in force; false when the run is over.
  private func awaitEarlier(_ shelf: LookupShelf) -> Bool {
    while shelf.hasEarlier {
      guard control.sleep(milliseconds: 10) else { return false }
    }
    return true
  }
}
