import StageKit

/// Makes the events of a POST body of Snowplow's tracker protocol (tp2).
///
/// Shape: one row for each event of `payload_data`; an event that fails, fails alone.
/// Source: what Snowplow Enrich makes of tp2; fact sheet 2.8.
final class TrackerBody {
  private let texts: TrackerDecoder
  private let payload = PayloadData()
  private let pairs = TrackerPairs()

  init(_ plan: TrackerPlan) { texts = TrackerDecoder(plan, .literal) }

  /// Adds the events of a body; the parameters of `query` go before their own.
  ///
  /// Errors: a content type that is not JSON, and a body that is no `payload_data`.
  func decode(
    _ body: Bytes, type: Bytes?, query: Bytes, _ event: TrackerRequest, _ rows: inout RowWriter
  ) throws(Failure) {
    let arena = rows.arena
    guard let type, TrackerBody.isJSON(type) else { throw RequestFailures.contentType }
    let list = try payload.events(body, arena)
    pairs.read(query, arena)
    var scanner = JSONScanner(list.raw)
    do throws(JSONError) {
      try scanner.enterArray()
      while let element = try scanner.nextElement() {
        let seen = try note(element, arena)
        rows.event { row throws(Failure) in try texts.decode(seen, event, &row) }
      }
    } catch { throw RequestFailures.body(.notJSON(error)) }
  }

  /// Source: Snowplow Enrich compares them exactly.
  private static func isJSON(_ type: Bytes) -> Bool {
    type == "application/json" || type == "application/json; charset=utf-8"
      || type == "application/json; charset=UTF-8"
  }

  /// The parameters of an event under those of the query.
  private func note(_ event: JSONValue, _ arena: Arena) throws(JSONError) -> ParameterSet {
    var seen = ParameterSet()
    var scanner = JSONScanner(event.raw)
    try scanner.enterObject()
    while let member = try scanner.nextMember() {
      texts.values.note(member.name(arena: arena), member.value.text(arena: arena), &seen)
    }
    pairs.note(texts, &seen)
    return seen
  }
}
