import StageKit

/// Makes rows of requests that carry events of Snowplow's tracker protocol; one for each worker.
///
/// Shape: one event a request.
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
  /// How values of a query are decoded.
  let coding: PercentCoding.Options
  private let eventID = EventID()
  private let producer = Producer.name

  /// `isDoubled`: the percent signs of queries are encoded once more, as CloudFront does.
  init(_ plan: TrackerPlan, isDoubled: Bool) {
    self.plan = plan
    values = ParameterValues(needed: plan.needed, isDoubled: isDoubled)
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
    coding = isDoubled ? [.plusAsBlank, .undouble] : .plusAsBlank
  }

  deinit {
    targets.deallocate()
    times.deallocate()
    events.deallocate()
  }

  /// Adds the event of a request.
  func decode(_ request: TrackerRequest, _ rows: inout RowWriter) throws(Failure) {
    rows.beginEvent()
    let arena = rows.arena
    var row = TrackerRow(seen: values.read(request.query, arena))
    convertParameters(&row, &rows, arena)
    setCollector(request, &row, &rows, arena)
    setEventID(row, &rows)
    setPage(request, &row, &rows, arena)
    setReferrer(&row, &rows, arena)
    // All fields of the row are set here: the place to check the lengths of its texts.
    if plan.mode == .fail, !row.isSound { throw failure(row, arena) }
  }

  private func setCollector(
    _ request: TrackerRequest, _ row: inout TrackerRow, _ rows: inout RowWriter, _ arena: Arena
  ) {
    rows.set(plan.processingTime, .timestamp(rows.now))
    rows.set(plan.producer, text: producer)
    if rows.value(plan.collector).isEmpty { rows.set(plan.collector, text: plan.collectorName) }
    if let time = request.time {
      rows.set(plan.collectorTime, .timestamp(time))
    } else {
      row.hasNoTime = true
    }
    if let time = derivedTime(request, row) { rows.set(plan.derivedTime, .timestamp(time)) }
    if !row.seen.contains(plan.numbers.address), let address = request.address {
      setAddress(address, targets[plan.numbers.address].first, &rows, arena)
    }
    if !row.seen.contains(plan.numbers.agent) {
      rows.set(targets[plan.numbers.agent].first, text: request.agent)
    }
  }

  /// Source: Snowplow Enrich, fact sheet 1.4.
  private func derivedTime(_ request: TrackerRequest, _ row: TrackerRow) -> Int64? {
    let numbers = plan.numbers
    if row.has(numbers.happened) { return times[numbers.happened] }
    guard let time = request.time, row.has(numbers.created), row.has(numbers.sent) else {
      return request.time
    }
    let created = times[numbers.created]
    let sent = times[numbers.sent]
    return created < sent ? time - (sent - created) : time
  }

  private func setEventID(_ row: TrackerRow, _ rows: inout RowWriter) {
    let output = targets[plan.numbers.eventID].first
    guard output.isWanted, !row.seen.contains(plan.numbers.eventID) else { return }
    rows.set(output, text: eventID.make(&rows))
  }
}
