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
    // The report names them: nobody shall wait for their checksums at the end.
    if environment.settings.reports { shelf.current.versions.forEach { _ = $0.version } }
    while true {
      lookups.look()
      switch environment.control.nextRequest(within: lookups.wait(limit: Keeper.tick)) {
      case .end: return
      case .nothing: break
      case .lookups(let names): answer(lookups.reload(names))
      case .pipeline:
        if let answer = reloadPipeline() {
          environment.control.answer { _ in answer }
        } else {
          answer(lookups.reload([]))
        }
      }
    }
  }

  /// Tells those who asked what became of the lookups.
  private func answer(_ events: [String: RunEvent]) {
    environment.control.answer { question in
      switch question {
      case .pipeline: ReloadAnswer(events.sorted { $0.key < $1.key }.map(\.value))
      case .lookup(let name): events[name].map { ReloadAnswer([$0]) } ?? .unknown
      }
    }
  }

  // MARK: the pipeline file

  /// Checks the pipeline file anew; nil when it is the same, or there is none.
  private func reloadPipeline() -> ReloadAnswer? {
    let running = lookups.plan
    guard let load = environment.settings.reload else { return nil }
    do throws(Findings) {
      let plan = try load()
      if plan.isSame(as: running) { return nil }
      guard plan.run.checkpoint?.path == running.run.checkpoint?.path else {
        return keep("'checkpoint' cannot change while it runs")
      }
      let set = try LookupSet.open(plan, now: environment.now, environment.leeway)
      try check(set, plan)
      set.troubleEvents(plan).forEach(environment.control.tell)
      environment.control.handOver(Handover(plan: plan, lookups: set))
      return .accepted("'\(plan.label)' is checked and takes over")
    } catch {
      return keep("its file has errors\n" + FindingPrinter().text(error))
    }
  }

  private func keep(_ reason: String) -> ReloadAnswer {
    environment.control.tell(.pipelineKept(reason: reason))
    return .refused("the pipeline stays as it was: \(reason)")
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
    guard findings.isEmpty else { throw plan.veil.told(findings) }
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
    for case .lookupUnchanged(let lookup, _) in events {
      lines.append("lookup '\(lookup)' has not changed")
    }
    let words = lines.isEmpty ? "nothing has changed" : lines.joined(separator: "\n")
    self = isRefused ? .refused(words) : .accepted(words)
  }
}
