public import StageKit

/// Recorded requests to a collector of tracker events, one JSON object a line.
///
/// Source: fact sheets on Snowplow Enrich (2.8, 6.6) and on collectors (2.3, 2.4).
public struct HTTPRequests: InputFormat {
  static let invalid = InvalidValues.option
  static let tooLong = TooLongTexts.inputOption

  public static let spec = Spec(
    "http_requests", "requests to a collector of tracker events, recorded as JSON objects",
    tokens: [invalid, tooLong] + TrackerOutputs.tokens, notes: notes, example: example)

  private let plan: TrackerPlan

  /// The format as a pipeline file states it.
  public init(_ setup: Setup) throws(Findings) {
    plan = TrackerPlan(setup, setup[HTTPRequests.invalid], collectorName: "http_requests")
  }

  /// A decoder for one worker.
  public func makeDecoder() -> any RecordDecoder { HTTPRequestDecoder(plan) }

  private static let example = """
    sources:
      - id: requests
        use: files
        path: recorded/*.jsonl
        format: http_requests
    """
}
