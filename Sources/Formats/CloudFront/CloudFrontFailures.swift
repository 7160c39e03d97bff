import StageKit

/// Why a line of a log is no pixel request.
///
/// Source: the texts that Snowplow Enrich 3.9 has; fact sheet 2.8 and 6.4.
enum CloudFrontFailures {
  static let unknownLayout = Failure(.parse, "does not match header or data row formats")
  static let method = Failure(.parse, "operation must be GET")
  static let path = Failure(
    .parse, "path does not match (/)vendor/version(/) nor is a legacy /i(ce.png) request")
  static let query = Failure(.parse, "empty querystring: not a valid URI redirect")
  static let streaming = Failure(
    .parse,
    "does not match header or data row formats: this is the log of a streaming (RTMP) "
      + "distribution, which holds no pixel requests")
}
