import StageKit

/// Makes events of the lines of CloudFront access logs.
final class CloudFrontDecoder: RecordDecoder {
  private let tracker: TrackerDecoder
  private let redirects: TrackerRedirect
  private let others: OtherRequests
  private let reader: CloudFrontReader
  private let agents = DecodedAgents()
  /// Reads the other requests; nil when they fail or are skipped.
  private let accessLog: AccessLogDecoder?
  /// Where the access log is made of lines that Enrich's adapter cuts itself.
  private let isExact: Bool

  init(_ plan: CloudFrontPlan) {
    tracker = TrackerDecoder(plan.tracker, .doubledQuery, agents: agents)
    redirects = TrackerRedirect(plan.tracker)
    others = plan.others
    isExact = plan.dialect == .snowplow
    reader = CloudFrontReader(plan.dialect, plan.header)
    accessLog = plan.accessLog.map { AccessLogDecoder($0) }
  }

  func begin(_ context: DecodeContext?) { reader.begin(context) }

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    if reader.takesAsHeader(line) { return .header }
    if isExact, let accessLog { return try decodeExactly(line, accessLog, &rows) }
    let arena = rows.arena
    let layout = try reader.layout(of: line, isCut: rows.raw.count != line.count, arena)
    guard isGet(layout) else { return try other(CloudFrontFailures.method, layout, &rows) }
    let stem = reader.fields[layout.stem]
    var route = CollectorPath.Route.query
    if stem != "/i" {
      let path = CollectorPath(stem.prefix(stem.firstIndex(of: 63) ?? stem.count))
      guard let found = path.route else { return try other(path.failure, layout, &rows) }
      route = found
    }
    guard let query = reader.value(at: layout.query) ?? query(in: stem) else {
      return try other(CloudFrontFailures.query, layout, &rows)
    }
    try decode(query, route, layout, &rows, arena)
    return .events
  }

  private func decode(
    _ query: Bytes, _ route: CollectorPath.Route, _ layout: CloudFrontLayout,
    _ rows: inout RowWriter, _ arena: Arena
  ) throws(Failure) {
    var request = request(layout, query, arena)
    guard route == .redirect else {
      rows.beginEvent()
      return try tracker.fill(request, &rows, arena)
    }
    request.agent = request.encodedAgent.map { agents.decode($0, arena) }
    try redirects.decode(CloudFrontText.repaired(query, arena), request, &rows)
  }

  private func other(
    _ failure: @autoclosure () -> Failure, _ layout: CloudFrontLayout, _ rows: inout RowWriter
  ) throws(Failure) -> Decoded {
    guard let accessLog else {
      if others == .skip { return .nothing }
      throw failure()
    }
    try accessLog.decode(reader, client(layout, rows.arena), time(layout), &rows)
    return .events
  }

  /// Enrich's two ways beside one another: a line is a pixel request as its loader reads it, else a
  /// line of an access log as its adapter cuts it.
  private func decodeExactly(
    _ line: Bytes, _ accessLog: AccessLogDecoder, _ rows: inout RowWriter
  ) throws(Failure) -> Decoded {
    let arena = rows.arena
    if let layout = try? reader.layout(of: line, isCut: rows.raw.count != line.count, arena),
      let route = CollectorPath(reader.fields[layout.stem]).route,
      let query = reader.value(at: layout.query)
    {
      try decode(query, route, layout, &rows, arena)
    } else {
      let count = reader.cut(line)
      try accessLog.checkCount(count)
      let layout = reader.standardLayout(count)
      try accessLog.decode(reader, client(layout, arena), time(layout), &rows)
    }
    return .events
  }

  // MARK: fields

  private func isGet(_ layout: CloudFrontLayout) -> Bool {
    reader.fields[layout.method].equalsFolded("get")
  }

  /// What stands behind the `?` of a stem, for logs that write it there.
  private func query(in stem: Bytes) -> Bytes? {
    guard !isExact, let mark = stem.firstIndex(of: 63), mark + 1 < stem.count else { return nil }
    return stem.dropFirst(mark + 1)
  }

  private func request(
    _ layout: CloudFrontLayout, _ query: Bytes, _ arena: Arena
  ) -> TrackerRequest {
    var request = TrackerRequest(query: query, time: time(layout))
    if tracker.plan.readsAgent, let agent = reader.value(at: layout.agent) {
      request.encodedAgent = agents.expect(agent)
    }
    request.address = client(layout, arena)
    if tracker.plan.readsPage { request.cloudFrontReferer = reader.value(at: layout.referer) }
    return request
  }

  /// Date and time where the line has them, else its seconds or milliseconds since 1970.
  private func time(_ layout: CloudFrontLayout) -> Int64? {
    if let date = reader.value(at: layout.date) {
      return TimestampText.parse(date: date, time: reader.fields[layout.time])
    }
    let epoch = reader.value(at: layout.seconds) ?? reader.value(at: layout.milliseconds)
    return epoch.flatMap(EpochText.parse)
  }

  private func client(_ layout: CloudFrontLayout, _ arena: Arena) -> Bytes? {
    let forwarded = reader.value(at: layout.forwarded).flatMap { ClientAddress.forwardedFor($0) }
    return (forwarded ?? reader.value(at: layout.address)).map {
      UTF8Repair.repaired($0, arena: arena)
    }
  }
}
