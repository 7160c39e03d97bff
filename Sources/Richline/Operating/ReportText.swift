/// A snapshot as one JSON object: the report for programs.
///
/// Shape: keys in a fixed order, no line breaks; counts are integers, times RFC 3339 in UTC.
public struct ReportText {
  /// The object on one line, without a line end.
  public let text: String

  /// Makes the report; `messages` are what the run said on the way, in the order of time.
  public init(
    _ snapshot: RunSnapshot, messages: [String] = [], profile: RunProfile? = nil
  ) {
    var object = JSONObject()
    object.add("pipeline", snapshot.pipeline)
    object.add("phase", snapshot.phase.word)
    if case .ended(let status) = snapshot.phase { object.add("exit", Int(status.rawValue)) }
    object.add("begun", raw: ReportText.time(snapshot.begun))
    object.add("time", raw: ReportText.time(snapshot.time))
    object.add("bytes_read", snapshot.bytesRead)
    object.add("sources", snapshot.sources.map(ReportText.source))
    object.add("stages", snapshot.stages.map(ReportText.stage))
    object.add("sinks", snapshot.sinks.map(ReportText.sink))
    object.add("lookups", snapshot.lookups.map(ReportText.lookup))
    if let checkpoint = snapshot.checkpoint { object.add("epoch", checkpoint.epoch) }
    object.add("failed_share", raw: "\(snapshot.failedShare)")
    object.add("imbalances", raw: ReportText.list(snapshot.imbalances))
    object.add("messages", raw: ReportText.list(messages))
    if let profile { object.add("profile", raw: ProfileText(profile).json.text) }
    text = object.text
  }

  private static func list(_ lines: [String]) -> String {
    "[" + lines.map(JSONText.quoted).joined(separator: ",") + "]"
  }

  /// A time in quotes; null for one that no calendar has.
  private static func time(_ milliseconds: Int64) -> String {
    TimestampText.rfc3339(milliseconds).map(JSONText.quoted) ?? "null"
  }

  private static func source(_ source: RunSnapshot.Source) -> JSONObject {
    var object = JSONObject()
    object.add("id", source.id)
    object.add("lines", source.lines)
    object.add("headers", source.headers)
    object.add("blank", source.blank)
    object.add("records", source.records)
    object.add("decoded", source.decoded)
    object.add("empty", source.empty)
    object.add("failed_records", source.unreadable)
    object.add("events", source.events)
    object.add("failed_events", source.rejected)
    object.add("unrouted", source.unrouted)
    object.add("redelivered", source.redelivered)
    object.add("failed_inputs", source.failedInputs)
    object.add("in_flight", source.inFlight)
    return object
  }

  private static func stage(_ stage: RunSnapshot.Stage) -> JSONObject {
    var object = JSONObject()
    object.add("id", stage.id)
    object.add("in", stage.incoming)
    object.add("added", stage.added)
    object.add("out", stage.outgoing)
    object.add("filtered", stage.filtered)
    object.add("dropped", stage.dropped)
    object.add("failed", stage.failed)
    object.add("unowed", stage.unowed)
    return object
  }

  private static func sink(_ sink: RunSnapshot.Sink) -> JSONObject {
    var object = JSONObject()
    object.add("id", sink.id)
    object.add("from", sink.isForFailed ? "failed" : "events")
    object.add("in", sink.incoming)
    object.add("written", sink.written)
    object.add("filtered", sink.filtered)
    object.add("failed", sink.failed)
    object.add("unowed", sink.unowed)
    object.add("refused", sink.refused)
    object.add("taken", sink.taken)
    object.add("confirmed", sink.confirmed)
    if let reason = sink.waitsFor { object.add("waits_for", reason) }
    return object
  }

  private static func lookup(_ lookup: RunSnapshot.Lookup) -> JSONObject {
    var object = JSONObject()
    object.add("name", lookup.name)
    object.add("type", lookup.type)
    object.add("version", lookup.version)
    if let built = lookup.built {
      let (milliseconds, isTooLarge) = built.multipliedReportingOverflow(by: 1000)
      object.add("built", raw: isTooLarge ? "null" : time(milliseconds))
    }
    object.add("bytes", UInt64(lookup.byteCount))
    object.add("swaps", lookup.swaps)
    object.add("failures", lookup.failures)
    if let trouble = lookup.trouble { object.add("trouble", trouble) }
    return object
  }
}

extension RunSnapshot.Phase {
  var word: String {
    switch self {
    case .opening: "opening"
    case .running: "running"
    case .stopping: "stopping"
    case .ended: "ended"
    }
  }
}
