import StageKit

/// Makes the event of a followed link (`/r/tp2`): the link itself, or the event of the query with the
/// link as first entity of its contexts.
///
/// Source: what Snowplow Enrich makes of redirects; fact sheet 2.8.
final class TrackerRedirect {
  private let texts: TrackerDecoder
  private let pairs = TrackerPairs()

  init(_ plan: TrackerPlan) { texts = TrackerDecoder(plan, .literal) }

  /// Adds the event of a query whose percent signs are single.
  ///
  /// Errors: a query without target, and contexts that are none.
  func decode(
    _ query: Bytes, _ event: TrackerRequest, _ rows: inout RowWriter
  ) throws(Failure) {
    let arena = rows.arena
    pairs.read(query, arena)
    guard let target = pairs.value("u"), !target.isEmpty else { throw RequestFailures.noTarget }
    var seen = ParameterSet()
    pairs.note(texts, &seen)
    set(Redirect.trackerName, Redirect.tracker, &seen)
    if !pairs.contains("p") { set(Redirect.platformName, Redirect.platform, &seen) }
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
