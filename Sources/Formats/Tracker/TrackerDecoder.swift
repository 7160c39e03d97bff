import StageKit

/// Makes rows of requests that carry events of Snowplow's tracker protocol; one for each worker.
///
/// Shape: one event a call.
/// Errors: with `invalid: fail` one failure that holds all errors of the event.
/// Cost: what nothing reads is not made, but in `fail` everything that can fail is checked.
/// Source: Snowplow Enrich, fact sheet 1 to 3.
final class TrackerDecoder {
  let plan: TrackerPlan
  let values: ParameterValues
  let targets: UnsafeMutablePointer<TrackerTarget>
  /// The times that parameters gave, by number; valid for those that `TrackerRow.has`.
  let times: UnsafeMutablePointer<Int64>
  let events: UnsafeMutablePointer<TrackerEvent>
  let eventCount: Int
  let json = SelfDescribingReader()
  /// How values are decoded, unless they are literal.
  let coding: PercentCoding.Options
  let isLiteral: Bool
  private let eventID = EventID()
  private let producer = Producer.name
  /// Decodes the agents of requests that come encoded.
  private let agents: DecodedAgents?

  /// `agents` are those of CloudFront's requests.
  init(_ plan: TrackerPlan, _ coding: TrackerCoding, agents: DecodedAgents? = nil) {
    self.plan = plan
    self.agents = agents
    values = ParameterValues(needed: plan.needed, isDoubled: coding == .doubledQuery)
    targets = .allocate(capacity: plan.targets.count)
    for (number, target) in plan.targets.enumerated() {
      (targets + number).initialize(to: target)
    }
    times = .allocate(capacity: ParameterSet.capacity)
    times.initialize(repeating: 0, count: ParameterSet.capacity)
    eventCount = TrackerEvent.all.count
    events = .allocate(capacity: eventCount)
    for (number, event) in TrackerEvent.all.enumerated() {
      (events + number).initialize(to: event)
    }
    self.coding = coding.options
    isLiteral = coding == .literal
  }

  deinit {
    targets.deallocate()
    times.deallocate()
    events.deallocate()
  }

  /// Adds the event that the query of a request is.
  func decode(_ request: TrackerRequest, _ rows: inout RowWriter) throws(Failure) {
    rows.beginEvent()
    try fill(request, &rows, rows.arena)
  }

  /// Fills the event that was begun with what the query of a request says.
  func fill(
    _ request: TrackerRequest, _ rows: inout RowWriter, _ arena: Arena
  ) throws(Failure) {
    let seen = values.read(request.query, arena)
    if let agent = request.encodedAgent { agents?.fetch(agent) }
    try convert(seen, request, &rows, arena)
  }

  /// Adds an event of parameters that were noted in `values`.
  func decode(
    _ seen: ParameterSet, _ request: TrackerRequest, _ rows: inout RowWriter
  ) throws(Failure) {
    rows.beginEvent()
    try convert(seen, request, &rows, rows.arena)
  }

  private func convert(
    _ seen: ParameterSet, _ request: TrackerRequest, _ rows: inout RowWriter, _ arena: Arena
  ) throws(Failure) {
    var row = TrackerRow(seen: seen)
    convertParameters(&row, &rows, arena)
    setCollector(request, &row, &rows, arena)
    setEventID(row.seen, &rows)
    setPage(request, &row, &rows, arena)
    setReferrer(&row, &rows, arena)
    guard plan.mode == .fail, !row.isSound || plan.limits.areExceeded(rows) else { return }
    throw failure(row, rows)
  }

  private func setCollector(
    _ request: TrackerRequest, _ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena
  ) {
    rows.set(plan.processingTime, .timestamp(rows.now))
    rows.set(plan.producer, text: producer)
    if rows.value(plan.collector).isEmpty {
      rows.set(plan.collector, text: request.collector ?? plan.collectorName)
    }
    setTime(request, &row, &rows)
    setNetworkUser(request, &row, &rows, arena)
    if plan.derivedTime.isWanted, let time = derivedTime(request, row) {
      rows.set(plan.derivedTime, .timestamp(time))
    }
    if !row.seen.contains(plan.numbers.address), let address = request.address {
      setAddress(address, targets[plan.numbers.address].first, &rows, arena)
    }
    if !row.seen.contains(plan.numbers.agent) {
      let agent = request.encodedAgent.flatMap { agents?.decode($0, arena) } ?? request.agent
      rows.set(targets[plan.numbers.agent].first, clean: agent)
    }
  }

  private func setTime(
    _ request: TrackerRequest, _ row: inout TrackerRow, _ rows: inout RowWriter
  ) {
    guard let time = request.time else {
      row.hasNoTime = true
      return
    }
    guard TimestampText.isWritable(time) else {
      row.badTime = time
      return
    }
    rows.set(plan.collectorTime, .timestamp(time))
  }

  private func setNetworkUser(
    _ request: TrackerRequest, _ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena
  ) {
    let numbers = plan.numbers
    guard let user = request.networkUser, !row.seen.contains(numbers.networkUser),
      !row.seen.contains(numbers.oldNetworkUser)
    else { return }
    if let uuid = UUIDText.canonical(user, arena: arena) {
      rows.set(targets[numbers.networkUser].first, text: uuid)
    } else {
      row.badUser = user
    }
  }

  /// Source: Snowplow Enrich, fact sheet 1.4.
  private func derivedTime(_ request: TrackerRequest, _ row: TrackerRow) -> Int64? {
    let numbers = plan.numbers
    if row.has(numbers.happened) { return times[numbers.happened] }
    let requestTime = row.badTime == nil ? request.time : nil
    guard let time = requestTime, row.has(numbers.created), row.has(numbers.sent) else {
      return requestTime
    }
    let created = times[numbers.created]
    let sent = times[numbers.sent]
    let derived = created < sent ? time - (sent - created) : time
    return TimestampText.isWritable(derived) ? derived : nil
  }

  private func setEventID(_ seen: ParameterSet, _ rows: inout RowWriter) {
    let output = targets[plan.numbers.eventID].first
    guard output.isWanted, !seen.contains(plan.numbers.eventID) else { return }
    rows.set(output, text: eventID.make(&rows))
  }
}
