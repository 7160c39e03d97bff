import StageKit

/// Makes events of the lines of the Clojure collector's logs.
final class ClojureTomcatDecoder: RecordDecoder {
  private let tracker: TrackerDecoder
  private let bodies: TrackerBody
  private let redirects: TrackerRedirect
  private let skipsOthers: Bool
  private let request = ClojureTomcatLine()

  init(_ plan: TrackerPlan, _ others: OtherRequests) {
    tracker = TrackerDecoder(plan, .query)
    bodies = TrackerBody(plan)
    redirects = TrackerRedirect(plan)
    skipsOthers = others == .skip
  }

  func begin(_ context: DecodeContext?) {}

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    let arena = rows.arena
    try request.read(line, arena)
    let path = CollectorPath(request.field(.path))
    guard let route = path.route else { return try other(path.failure) }
    if let encoded = request.body, route == .body {
      try bodies.decode(
        UTF8Repair.repaired(Base64.decode(encoded, arena: arena), arena: arena),
        type: request.contentType(arena), query: request.value(.query) ?? .empty,
        trackerRequest(.empty, arena), &rows)
      return .events
    }
    guard let query = request.value(.query) else { return try other(CloudFrontFailures.query) }
    let event = trackerRequest(query, arena)
    if route == .redirect {
      try redirects.decode(query, event, &rows)
    } else {
      try tracker.decode(event, &rows)
    }
    return .events
  }

  private func other(_ failure: Failure) throws(Failure) -> Decoded {
    if skipsOthers { return .nothing }
    throw failure
  }

  private func trackerRequest(_ query: Bytes, _ arena: Arena) -> TrackerRequest {
    let time = TimestampText.parse(date: request.field(.date), time: request.field(.time))
    var tracked = TrackerRequest(query: query, time: time)
    tracked.address = request.value(.address).map { UTF8Repair.repaired($0, arena: arena) }
    tracked.agent = request.value(.agent).map {
      PercentCoding.decode($0, .plusAsBlank, cleaning: .agent, arena: arena)
    }
    tracked.referer = request.value(.referer).map { UTF8Repair.repaired($0, arena: arena) }
    return tracked
  }
}
