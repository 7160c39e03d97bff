public import StageKit

/// Access logs of CloudFront distributions that serve as collectors of tracker events.
///
/// Source: fact sheets on CloudFront's logs (1.1 to 1.7) and on Snowplow Enrich (6.4, 6.5).
public struct CloudFront: InputFormat {
  static let invalid = InvalidValues.option
  static let tooLong = TooLongTexts.inputOption
  static let dialect = Option<CloudFrontDialect>(
    "dialect",
    "which lines are read: all that CloudFront ever wrote, or exactly those that Snowplow Enrich "
      + "3.9 took",
    default: .tolerant)
  static let columns = Option<[String]>.optional(
    "columns",
    "names of the fields of a line, in order, for logs without a `#Fields:` line whose fields were "
      + "chosen; a `#Fields:` line goes before it")
  static let otherRequests = Option<OtherRequests>(
    "other_requests",
    "what becomes of requests that are no pixel requests (another method or path, no query): they "
      + "fail, or they are skipped without a trace but in the counts, or they become events with "
      + "`http_` fields",
    default: .fail)
  static let accessLogEvent = Option<Bool>(
    "access_log_event",
    "with `other_requests: access_log`: such a request is Snowplow's event `wd_access_log` too",
    default: false)

  public static let spec = Spec(
    "cloudfront", "tracker events in the access logs of CloudFront",
    tokens: [invalid, tooLong, dialect, columns, otherRequests, accessLogEvent] + outputs,
    notes: notes,
    example: example)

  private let plan: CloudFrontPlan

  /// The format as a pipeline file states it.
  public init(_ setup: Setup) throws(Findings) { plan = try CloudFrontPlan(setup) }

  /// Header lines begin with `#`.
  public var marker: UInt8? { UInt8(ascii: "#") }

  /// A `#Fields:` line says where the fields of the lines behind it stand.
  public func scan(_ line: Bytes, _ context: DecodeContext?) -> DecodeContext? {
    CloudFrontHeader.following(line, context)
  }

  /// To Snowplow Enrich an empty line is one that it cannot read.
  public var readsEmptyLines: Bool { plan.dialect == .snowplow }

  /// A decoder for one worker.
  public func makeDecoder() -> any RecordDecoder { CloudFrontDecoder(plan) }

  private static let example = """
    sources:
      - id: hits
        use: files
        path: logs/*.gz
        format: cloudfront
    """
}
