import StageKit

/// Makes events of recorded requests.
final class HTTPRequestDecoder: RecordDecoder {
  private let queries: TrackerDecoder
  private let texts: TrackerDecoder
  private let bodies: TrackerBody
  private let pairs = TrackerPairs()

  init(_ plan: TrackerPlan) {
    queries = TrackerDecoder(plan, .query)
    texts = TrackerDecoder(plan, .literal)
    bodies = TrackerBody(plan)
  }

  func begin(_ context: DecodeContext?) {}

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    let arena = rows.arena
    let request = try RecordedRequestReader.read(line, arena)
    if let method = request.method, method.equalsFolded("options") { return .nothing }
    let route = try RequestRoute(path: request.path)
    let event = HTTPRequestDecoder.event(request, arena)
    switch route {
    case .query:
      guard request.query != nil else { throw RequestFailures.emptyQuery }
      try queries.decode(event, &rows)
    case .body: try decodeBody(request, event, &rows)
    case .redirect: try decodeRedirect(request, event, &rows, arena)
    }
    return .events
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

  // MARK: bodies

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

  // MARK: redirects

  private func decodeRedirect(
    _ request: RecordedRequest, _ event: TrackerRequest, _ rows: inout RowWriter, _ arena: Arena
  ) throws(Failure) {
    guard let query = request.query else { throw RequestFailures.emptyQuery }
    pairs.read(query, arena)
    guard let target = pairs.value("u"), !target.isEmpty else { throw RequestFailures.noTarget }
    var seen = ParameterSet()
    pairs.note(texts, &seen)
    set(Redirect.trackerName, Redirect.tracker, &seen)
    if !pairs.contains("p") {
      set(Redirect.platformName, Redirect.platform, &seen)
    }
    if pairs.value("e") == nil {
      set(Redirect.kindName, Redirect.kind, &seen)
      set(Redirect.eventName, Redirect.event(target, arena), &seen)
    } else {
      try addContext(target, &seen, arena)
    }
    try texts.decode(seen, event, &rows)
  }

  /// Puts the link in front of the contexts of the query.
  private func addContext(
    _ target: Bytes, _ seen: inout ParameterSet, _ arena: Arena
  ) throws(Failure) {
    var contexts = pairs.value("co").flatMap { $0.isEmpty ? nil : $0 }
    if contexts == nil, let encoded = pairs.value("cx"), !encoded.isEmpty {
      contexts = UTF8Repair.repaired(Base64.decode(encoded, arena: arena), arena: arena)
    }
    do throws(SelfDescribingFault) {
      set(Redirect.contextsName, try Redirect.contexts(contexts, target, arena), &seen)
    } catch { throw RequestFailures.contexts(error) }
  }

  private func set(_ name: Bytes, _ value: Bytes, _ seen: inout ParameterSet) {
    texts.values.note(name, value, &seen)
  }
}
