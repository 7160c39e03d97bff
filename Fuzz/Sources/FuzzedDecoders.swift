import Formats
import StageKit

/// The decoders that can be fuzzed, by name.
enum FuzzedDecoders {
  /// All names, in the order in which `scripts/fuzz` lists them.
  static let names = [
    "cloudfront", "cloudfront-snowplow", "access-log", "access-log-event",
    "access-log-event-snowplow", "clojure_tomcat", "combined", "http_requests", "ndjson",
  ]

  /// A decoder; nil for a name that is none.
  static func make(_ name: String) throws(Findings) -> DecoderUnderFuzz? {
    switch name {
    case "cloudfront": try DecoderUnderFuzz(CloudFront.self, [:])
    case "cloudfront-snowplow":
      try DecoderUnderFuzz(
        CloudFront.self, ["invalid": .text("empty"), "dialect": .text("snowplow")])
    case "access-log": try DecoderUnderFuzz(CloudFront.self, accessLog)
    case "access-log-event":
      try DecoderUnderFuzz(
        CloudFront.self, accessLog.merging(["access_log_event": .boolean(true)]) { $1 })
    case "access-log-event-snowplow":
      try DecoderUnderFuzz(
        CloudFront.self,
        accessLog.merging(["access_log_event": .boolean(true), "dialect": .text("snowplow")]) { $1 }
      )
    case "clojure_tomcat": try DecoderUnderFuzz(ClojureTomcat.self, ["invalid": .text("empty")])
    case "combined":
      try DecoderUnderFuzz(
        Combined.self, ["invalid": .text("empty"), "host": .text("https://a.example")])
    case "http_requests": try DecoderUnderFuzz(HTTPRequests.self, ["invalid": .text("empty")])
    case "ndjson": try DecoderUnderFuzz(NDJSONInput.self, ["invalid": .text("empty")])
    default: nil
    }
  }

  private static let accessLog: [String: OptionData] = [
    "invalid": .text("empty"), "other_requests": .text("access_log"),
  ]
}
