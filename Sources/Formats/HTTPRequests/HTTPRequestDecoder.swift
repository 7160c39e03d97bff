import StageKit

/// Makes events of recorded requests.
final class HTTPRequestDecoder: RecordDecoder {
  private let queries: TrackerDecoder
  private let bodies: TrackerBody
  private let redirects: TrackerRedirect

  init(_ plan: TrackerPlan) {
    queries = TrackerDecoder(plan, .query)
    bodies = TrackerBody(plan)
    redirects = TrackerRedirect(plan)
  }

  func begin(_ context: DecodeContext?) {}

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    let arena = rows.arena
    let request = try RecordedRequestReader.read(line, arena)
    if let method = request.method, method.equalsFolded("options") { return .nothing }
    let route = try HTTPRequestDecoder.route(request.path)
    let event = HTTPRequestDecoder.event(request, arena)
    switch route {
    case .query:
      guard request.query != nil else { throw RequestFailures.emptyQuery }
      try queries.decode(event, &rows)
    case .body: try decodeBody(request, event, &rows)
    case .redirect:
      guard let query = request.query else { throw RequestFailures.emptyQuery }
      try redirects.decode(query, event, &rows)
    }
    return .events
  }

  private static func route(_ path: Bytes?) throws(Failure) -> CollectorPath.Route {
    guard let path else { throw RequestFailures.noPath }
    let place = CollectorPath(path)
    if let route = place.route { return route }
    if case .unknown = place { throw RequestFailures.path(path) }
    throw RequestFailures.unsupported(path)
  }

  /// What all events of a request share.
  private static func event(_ request: RecordedRequest, _ arena: Arena) -> TrackerRequest {
    TrackerRequest(
      query: request.query ?? .empty, time: request.time, address: request.address,
      agent: request.agent.map { TextCleaning.cleaned($0, .agent, arena: arena) },
      referer: request.referer.map { TextCleaning.tsvSafe($0, arena: arena) },
      collector: request.collector.map { TextCleaning.tsvSafe($0, arena: arena) },
      networkUser: request.networkUser)
  }

  private func decodeBody(
    _ request: RecordedRequest, _ event: TrackerRequest, _ rows: inout RowWriter
  ) throws(Failure) {
    guard let body = request.body else {
      guard request.contentType == nil else { throw RequestFailures.emptyBody }
      guard request.query != nil else { throw RequestFailures.nothing }
      return try queries.decode(event, &rows)
    }
    try bodies.decode(
      body, type: request.contentType, query: request.query ?? .empty, event, &rows)
  }
}
