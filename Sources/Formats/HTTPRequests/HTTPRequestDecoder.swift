import StageKit

/// Makes events of recorded requests.
final class HTTPRequestDecoder: RecordDecoder {
  /// A parameter of a query, decoded; nil for a name without `=`.
  private struct Pair {
    let name: Bytes
    let value: Bytes?
  }

  private let queries: TrackerDecoder
  private let texts: TrackerDecoder
  private let payload = PayloadData()
  private var pairs: [Pair] = []

  init(_ plan: TrackerPlan) {
    queries = TrackerDecoder(plan, .query)
    texts = TrackerDecoder(plan, .literal)
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
    case .body: try decodeBody(request, event, &rows, arena)
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
    _ request: RecordedRequest, _ event: TrackerRequest, _ rows: inout RowWriter, _ arena: Arena
  ) throws(Failure) {
    guard let body = request.body else {
      guard request.contentType == nil else { throw RequestFailures.emptyBody }
      guard request.query != nil else { throw RequestFailures.nothing }
      return try queries.decode(event, &rows)
    }
    guard let type = request.contentType, HTTPRequestDecoder.isJSON(type) else {
      throw RequestFailures.contentType
    }
    let list = try payload.events(body, arena)
    readPairs(request.query ?? .empty, arena)
    var faults = BodyFaults()
    var scanner = JSONScanner(list.raw)
    do throws(JSONError) {
      try scanner.enterArray()
      while let element = try scanner.nextElement() {
        let seen = try note(element, arena)
        do throws(Failure) {
          try texts.decode(seen, event, &rows)
          faults.add(nil)
        } catch { faults.add(error) }
      }
    } catch { throw RequestFailures.body(.notJSON(error)) }
    if let failure = faults.failure { throw failure }
  }

  /// Source: Snowplow Enrich compares them exactly.
  private static func isJSON(_ type: Bytes) -> Bool {
    type == "application/json" || type == "application/json; charset=utf-8"
      || type == "application/json; charset=UTF-8"
  }

  /// The parameters of an event of a body under those of the query.
  private func note(_ event: JSONValue, _ arena: Arena) throws(JSONError) -> ParameterSet {
    var seen = ParameterSet()
    var scanner = JSONScanner(event.raw)
    try scanner.enterObject()
    while let member = try scanner.nextMember() {
      texts.values.note(member.name(arena: arena), member.value.text(arena: arena), &seen)
    }
    notePairs(&seen)
    return seen
  }

  private func readPairs(_ query: Bytes, _ arena: Arena) {
    pairs.removeAll(keepingCapacity: true)
    for pair in QueryString(query) {
      pairs.append(
        Pair(
          name: PercentCoding.decode(pair.name, .plusAsBlank, arena: arena),
          value: pair.value.map { PercentCoding.decode($0, .plusAsBlank, arena: arena) }))
    }
  }

  private func notePairs(_ seen: inout ParameterSet) {
    for pair in pairs { texts.values.note(pair.name, pair.value, &seen) }
  }

  // MARK: redirects

  private func decodeRedirect(
    _ request: RecordedRequest, _ event: TrackerRequest, _ rows: inout RowWriter, _ arena: Arena
  ) throws(Failure) {
    guard let query = request.query else { throw RequestFailures.emptyQuery }
    readPairs(query, arena)
    guard let target = value("u"), !target.isEmpty else { throw RequestFailures.noTarget }
    var seen = ParameterSet()
    notePairs(&seen)
    set(Redirect.trackerName, Redirect.tracker, &seen)
    if !pairs.contains(where: { $0.name == "p" }) {
      set(Redirect.platformName, Redirect.platform, &seen)
    }
    if value("e") == nil {
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
    var contexts = value("co").flatMap { $0.isEmpty ? nil : $0 }
    if contexts == nil, let encoded = value("cx"), !encoded.isEmpty {
      contexts = UTF8Repair.repaired(Base64.decode(encoded, arena: arena), arena: arena)
    }
    do throws(SelfDescribingFault) {
      set(Redirect.contextsName, try Redirect.contexts(contexts, target, arena), &seen)
    } catch { throw RequestFailures.contexts(error) }
  }

  /// The last value of a name in the query.
  private func value(_ name: StaticString) -> Bytes? { pairs.last { $0.name == name }?.value }

  private func set(_ name: Bytes, _ value: Bytes, _ seen: inout ParameterSet) {
    texts.values.note(name, value, &seen)
  }
}
