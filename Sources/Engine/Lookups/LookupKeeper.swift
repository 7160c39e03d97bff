import FileSystem
import LookupKit
import PipelineConfig
import StageKit
import Synchronization

/// Takes new versions of the lookups of one plan into use.
///
/// Shape: a version is read and checked beside the one in force, whole, and judged by the stages; then
/// all tickets from some ticket on use it. Whatever goes wrong keeps what was. One thread calls it.
final class LookupKeeper: Sendable {
  private struct Notes {
    var times: RefreshTimes
    /// What the files looked like when they were read last, for better or worse.
    var stamps: [FileStamp?]
  }

  let plan: Plan
  let shelf: LookupShelf
  private let exchange: Exchange
  private let environment: RunEnvironment
  private let checked: CheckedData
  private let notes: Mutex<Notes>
  private let begun = ContinuousClock.now

  init(
    _ plan: Plan, _ shelf: LookupShelf, _ exchange: Exchange, _ environment: RunEnvironment,
    _ checked: CheckedData
  ) {
    self.plan = plan
    self.shelf = shelf
    self.exchange = exchange
    self.environment = environment
    self.checked = checked
    let every = plan.lookups.map(\.freshness.refreshMilliseconds)
    notes = Mutex(
      Notes(times: RefreshTimes(every: every, now: 0), stamps: shelf.current.stamps))
  }

  /// The same lookups while another run of threads works with them.
  func following(_ plan: Plan, _ shelf: LookupShelf, _ exchange: Exchange?) -> LookupKeeper {
    LookupKeeper(plan, shelf, exchange ?? self.exchange, environment, checked)
  }

  /// Milliseconds since it began, by a clock that nobody sets.
  private var elapsed: Int64 {
    Int64((ContinuousClock.now - begun) / .milliseconds(1))
  }

  /// How long there is nothing to look at, in milliseconds, within `limit`.
  func wait(limit: Int) -> Int {
    let now = elapsed
    return notes.withLock { $0.times.wait(now: now, limit: limit) }
  }

  /// Looks at the files whose time has come, and at the ages of all.
  func look() {
    let now = elapsed
    let due = notes.withLock { $0.times.due(now: now) }
    _ = reload(due.filter(hasMoved), isAsked: false)
    shelf.watchAges(plan, now: environment.now).forEach(environment.control.tell)
  }

  /// Whether a look is worth it: who has the data elsewhere is asked each time.
  private func hasMoved(_ place: Int) -> Bool {
    if plan.lookups[place].download != nil { return true }
    let stamp = plan.lookups[place].stamp
    return !FileStamp.isUnchanged(notes.withLock { $0.stamps[place] }, stamp)
  }

  /// Reads lookups anew because somebody asks for it, all when there are no names; says what became
  /// of each.
  func reload(_ names: Set<String>) -> [String: RunEvent] {
    let places = plan.lookups.indices.filter { place in
      let lookup = plan.lookups[place]
      return lookup.entry.takesPath && (names.isEmpty || names.contains(lookup.name))
    }
    let events = reload(Array(places), isAsked: true)
    shelf.watchAges(plan, now: environment.now).forEach(environment.control.tell)
    return events
  }

  // MARK: versions

  /// Builds and swaps; all new versions come at one ticket.
  private func reload(_ places: [Int], isAsked: Bool) -> [String: RunEvent] {
    guard !places.isEmpty, awaitEarlier() else { return [:] }
    var events: [String: RunEvent] = [:]
    let old = shelf.current
    var (tables, stamps) = (old.tables, old.stamps)
    var changed: [Int] = []
    for place in places {
      do throws(Failure) {
        if try renew(place, &tables, &stamps) {
          changed.append(place)
        } else {
          events[plan.lookups[place].name] = tellUnchanged(place, isAsked)
        }
      } catch {
        (tables[place], stamps[place]) = (old.tables[place], old.stamps[place])
        // A check that was stopped because the run is over says nothing of the data.
        guard !environment.control.isOver else { return events }
        events[plan.lookups[place].name] = tell(error, place, isAsked)
      }
    }
    guard !changed.isEmpty else { return events }
    let new = LookupSet(plan, tables, stamps: stamps)
    shelf.replace(new, places: changed)
    exchange.dropLookups()
    for place in changed {
      let version = new.versions[place]
      let event = RunEvent.lookupReplaced(lookup: version.name, version: version.version)
      environment.control.tell(event)
      events[version.name] = event
    }
    return events
  }

  /// Puts the new version of a lookup into its place; false when its data is as it was.
  ///
  /// Errors: it cannot be read or is damaged, the stages refuse it, it is too old.
  private func renew(
    _ place: Int, _ tables: inout [any Lookup], _ stamps: inout [FileStamp?]
  ) throws(Failure) -> Bool {
    let old = tables[place].description.checksum
    let loader = LookupLoader(leeway: environment.leeway)
    guard let data = try loader.newest(plan.lookups[place], inForce: old) else { return false }
    notes.withLock { $0.stamps[place] = data.stamp }
    do throws(Failure) {
      let table = try data.open()
      let isOther = old == nil || table.description.checksum != old
      if isOther { try judge(table, data, place, &tables) }
      try data.keep()
      stamps[place] = data.stamp
      return isOther
    } catch {
      data.drop()
      throw error
    }
  }

  /// Reads all of a new version and shows it to the stages.
  private func judge(
    _ table: any Lookup, _ data: LookupData, _ place: Int, _ tables: inout [any Lookup]
  ) throws(Failure) {
    let control = environment.control
    try checked.check(table, data.lookup) { !control.isOver }
    let age = LookupAge(data.lookup, table.description, data.stamp, now: environment.now)
    if let age, age.stops { throw Failure(.lookup, "it \(age.words)") }
    if let table = table as? any KeyTable,
      let finding = plan.findings(lookup: place, having: table.columns).first
    {
      throw Failure(.lookup, finding.message)
    }
    tables[place] = table
    let lookups = Lookups(tables)
    for stage in plan.stages { try stage.runner.accept(lookups) }
  }

  /// Waits until nobody uses the version before the one in force; false when the run is over.
  private func awaitEarlier() -> Bool {
    while shelf.hasEarlier {
      guard environment.control.sleep(milliseconds: 10) else { return false }
    }
    return true
  }

  // MARK: words

  private func tell(_ failure: Failure, _ place: Int, _ isAsked: Bool) -> RunEvent {
    let reason = plan.veil.hidden(failure.message)
    let isNews = shelf.note(trouble: reason, at: place, now: environment.now)
    let event = RunEvent.lookupKept(lookup: plan.lookups[place].name, reason: reason)
    if isNews || isAsked { environment.control.tell(event) }
    return event
  }

  private func tellUnchanged(_ place: Int, _ isAsked: Bool) -> RunEvent {
    let isNews = shelf.noteGood(at: place)
    let event = RunEvent.lookupUnchanged(lookup: plan.lookups[place].name, wasBroken: isNews)
    if isNews || isAsked { environment.control.tell(event) }
    return event
  }
}
