import LookupKit
import PipelineConfig
import StageKit

/// Takes new versions of lookups into use while the run goes on; runs on a thread of its own.
///
/// Shape: a version is built beside the one in use, judged by the stages, and given to all tickets
/// from some ticket on. Whatever goes wrong keeps the old one.
final class LookupKeeper: Work {
  private let plan: Plan
  private let control: RunControl
  private let shelf: LookupShelf
  private let exchange: Exchange
  private let notice: @Sendable (String) -> Void

  init(
    plan: Plan, control: RunControl, shelf: LookupShelf, exchange: Exchange,
    notice: @escaping @Sendable (String) -> Void
  ) {
    self.plan = plan
    self.control = control
    self.shelf = shelf
    self.exchange = exchange
    self.notice = notice
  }

  /// How long it waits for requests before it looks around.
  private static let tick = 1000

  /// Works until the run is over.
  func run() {
    while true {
      switch control.nextLookupRequest(within: LookupKeeper.tick) {
      case .end: return
      case .nothing: break
      case .reload(let names): reload(names)
      }
    }
  }

  /// Builds and swaps; all new versions come at one ticket.
  private func reload(_ names: Set<String>) {
    guard awaitEarlier() else { return }
    let old = shelf.current
    var tables = old.tables
    var changes: [String] = []
    for (place, lookup) in plan.lookups.enumerated()
    where names.isEmpty || names.contains(lookup.name) {
      do throws(Failure) {
        let table = try lookup.entry.open(lookup.setup)
        tables[place] = table
        try judge(tables)
        let version = LookupVersion(name: lookup.name, table.description).version
        changes.append("lookup '\(lookup.name)' is now \(version)")
      } catch {
        tables[place] = old.tables[place]
        notice("lookup '\(lookup.name)' stays as it was: \(error.message)")
      }
    }
    guard !changes.isEmpty else { return }
    shelf.replace(LookupSet(plan, tables))
    exchange.dropLookups()
    changes.forEach(notice)
  }

  /// Every stage looks at what it would get.
  private func judge(_ tables: [any Lookup]) throws(Failure) {
    let lookups = LookupSet(plan, tables).lookups
    for stage in plan.stages { try stage.runner.accept(lookups) }
  }

  /// Waits until nobody uses the version before the one in force; false when the run is over.
  private func awaitEarlier() -> Bool {
    while shelf.hasEarlier {
      guard control.sleep(milliseconds: 10) else { return false }
    }
    return true
  }
}
