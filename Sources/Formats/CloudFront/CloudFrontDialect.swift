import StageKit

/// Which lines are taken for lines of a log.
enum CloudFrontDialect: String, FormatChoice {
  /// All that CloudFront ever wrote.
  case tolerant
  /// Those that Snowplow Enrich 3.9 took, and no others.
  case snowplow
}
