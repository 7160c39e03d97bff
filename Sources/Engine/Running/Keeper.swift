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
      case .lookups(let names): answer(reloadLookups(names))
      case .pipeline:
        if let answer = reloadPipeline() {
          control.answer { _ in answer }
        } else {
          answer(reloadLookups([]))
        }
      }
    }
  }

  // MARK: the pipeline file

  /// Checks the pipeline file anew; nil when it is the same, or there is none.
  private func reloadPipeline() -> ReloadAnswer? {
    let running = current.withLock { $0.plan }
    guard let load = settings.reload else { return nil }
    do throws(Findings) {
      let plan = try load()
      if plan.label == running.label { return nil }
      guard plan.run.checkpoint?.path == running.run.checkpoint?.path else {
        return keep("'checkpoint' cannot change while it runs")
      }
      control.handOver(Handover(plan: plan, lookups: try LookupSet.open(plan)))
      return .accepted("'\(plan.label)' is checked and takes over")
    } catch {
      return keep("its file has errors\n" + FindingPrinter().text(error))
    }
  }

  private func keep(_ reason: String) -> ReloadAnswer {
    control.tell(.pipelineKept(reason: reason))
    return .refused("the pipeline stays as it was: \(reason)")
  }

  // MARK: lookups

  /// Builds and swaps; all new versions come at one ticket.
  private func reloadLookups(_ names: Set<String>) -> [String: RunEvent] {
    let (plan, shelf, exchange) = current.withLock { ($0.plan, $0.shelf, $0.exchange) }
    guard awaitEarlier(shelf) else { return [:] }
    let old = shelf.current
    var tables = old.tables
    var events: [String: RunEvent] = [:]
    var hasChanged = false
    for (place, lookup) in plan.lookups.enumerated()
    where names.isEmpty || names.contains(lookup.name) {
      do throws(Failure) {
        let table = try lookup.entry.open(lookup.setup)
        tables[place] = table
        try judge(tables, plan)
        let version = LookupVersion(name: lookup.name, table.description).version
        events[lookup.name] = .lookupReplaced(lookup: lookup.name, version: version)
        hasChanged = true
      } catch {
        tables[place] = old.tables[place]
        events[lookup.name] = .lookupKept(lookup: lookup.name, reason: error.message)
      }
    }
    if hasChanged {
      shelf.replace(LookupSet(plan, tables))
      exchange.dropLookups()
    }
    for lookup in plan.lookups { if let event = events[lookup.name] { control.tell(event) } }
    return events
  }

  /// Tells those who asked what became of the lookups.
  private func answer(_ events: [String: RunEvent]) {
    control.answer { question in
      switch question {
      case .pipeline: ReloadAnswer(events.sorted { $0.key < $1.key }.map(\.value))
      case .lookup(let name): events[name].map { ReloadAnswer([$0]) } ?? .unknown
      }
    }
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

extension ReloadAnswer {
  /// What became of lookups: refused when one of them stays as it was.
  fileprivate init(_ events: [RunEvent]) {
    var lines: [String] = []
    var isRefused = false
    for case .lookupKept(let lookup, let reason) in events {
      lines.append("lookup '\(lookup)' stays as it was: \(reason)")
      isRefused = true
    }
    for case .lookupReplaced(let lookup, let version) in events {
      lines.append("lookup '\(lookup)' is now \(version)")
    }
    let words = lines.isEmpty ? "nothing has changed" : lines.joined(separator: "\n")
    self = isRefused ? .refused(words) : .accepted(words)
  }
}
