public import StageKit

/// Access logs of CloudFront distributions that serve as collectors of tracker events.
///
/// Source: fact sheets on CloudFront's logs (1.1 to 1.7) and on Snowplow Enrich (6.4).
public struct CloudFront: InputFormat {
  static let invalid = InvalidValues.option
  static let otherRequests = Option<OtherRequests>(
    "other_requests",
    "what becomes of requests that are no pixel requests (another method or path, no query): they "
      + "fail, or they are skipped without a trace but in the counts",
    default: .fail)

  public static let spec = Spec(
    "cloudfront", "tracker events in the access logs of CloudFront",
    tokens: [invalid, otherRequests] + TrackerOutputs.tokens, notes: notes, example: example)

  private let plan: TrackerPlan
  private let others: OtherRequests

  /// The format as a pipeline file states it.
  public init(_ setup: Setup) throws(Findings) {
    plan = TrackerPlan(setup, setup[CloudFront.invalid], collectorName: "cloudfront")
    others = setup[CloudFront.otherRequests]
  }

  /// Header lines begin with `#`.
  public var marker: UInt8? { UInt8(ascii: "#") }

  /// A `#Fields:` line says where the fields of the lines behind it stand.
  public func scan(_ line: Bytes, _ context: DecodeContext?) -> DecodeContext? {
    CloudFrontHeader.following(line, context)
  }

  /// A decoder for one worker.
  public func makeDecoder() -> any RecordDecoder { CloudFrontDecoder(plan, others) }

  private static let example = """
    sources:
      - id: hits
        use: files
        path: logs/*.gz
        format: cloudfront
    """
}
