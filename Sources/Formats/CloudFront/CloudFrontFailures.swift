import StageKit

/// Why a line of a log is no pixel request.
///
/// Source: the texts that Snowplow Enrich 3.9 has; fact sheet 2.8 and 6.4.
enum CloudFrontFailures {
  static let unknownLayout = Failure(.parse, "does not match header or data row formats")
  static let method = Failure(.parse, "operation must be GET")
  static let path = Failure(
    .parse, "path does not match (/)vendor/version(/) nor is a legacy /i(ce.png) request")
  static let unsupported = Failure(.parse, "vendor/version combination is not supported")
  static let query = Failure(.parse, "empty querystring: not a valid URI redirect")
  static let streaming = Failure(
    .parse,
    "does not match header or data row formats: this is the log of a streaming (RTMP) "
      + "distribution, which holds no pixel requests")

  /// A line that begins like one of a real-time log, with other fields than all of them.
  static func realTime(_ count: Int) -> Failure {
    Failure(
      .parse,
      "does not match header or data row formats: this looks like a real-time log of \(count) "
        + "fields, which the option 'columns' must name")
  }

  static func missing(_ names: [String]) -> Failure {
    Failure(.parse, "the #Fields header of the log does not name \(list(names))")
  }

  static func missingKeys(_ fields: [CloudFrontField]) -> Failure {
    Failure(.parse, "the JSON line of the log has no \(list(fields.map(\.name.string)))")
  }

  /// Names in quotes.
  static func list(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }

  /// A line that begins with `{` and is no object of JSON.
  static func json(_ error: JSONError) -> Failure {
    Failure(.parse, "the line begins with '{' and is no JSON object: \(error)")
  }
}
