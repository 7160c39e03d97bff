import StageKit

/// Why a line of the Clojure collector's log is no tracker request.
///
/// Source: the texts that Snowplow Enrich 3.9 has; fact sheet 6.3.
enum ClojureTomcatFailures {
  static let layout = Failure(.parse, "does not match the raw event format")
  static let method = Failure(
    .parse, "operation must be POST if content type and/or body are provided")
}
