public import StageKit

/// Access logs of Snowplow's Clojure collector on Tomcat.
///
/// Source: fact sheets on collectors (2.1) and on Snowplow Enrich (6.3, 2.8).
public struct ClojureTomcat: InputFormat {
  static let invalid = InvalidValues.option
  static let tooLong = TooLongTexts.inputOption
  static let otherRequests = Option<OtherRequests>(
    "other_requests",
    "what becomes of requests that are no tracker requests (another path, no query): they fail, or "
      + "they are skipped without a trace but in the counts",
    default: .fail, type: .choice(["fail", "skip"]))

  public static let spec = Spec(
    "clojure_tomcat", "tracker events in the Tomcat logs of the Clojure collector",
    tokens: [invalid, tooLong, otherRequests] + TrackerOutputs.tokens, notes: notes,
    example: example)

  private let plan: TrackerPlan
  private let others: OtherRequests

  /// The format as a pipeline file states it.
  public init(_ setup: Setup) throws(Findings) {
    plan = TrackerPlan(setup, setup[ClojureTomcat.invalid], collectorName: "clj-tomcat")
    others = setup[ClojureTomcat.otherRequests]
  }

  /// A decoder for one worker.
  public func makeDecoder() -> any RecordDecoder { ClojureTomcatDecoder(plan, others) }

  private static let example = """
    sources:
      - id: hits
        use: files
        path: logs/*.txt.gz
        format: clojure_tomcat
    """

  private static let notes = """
    Each line has 12, 15 or 17 fields between runs of blanks or tabs: date, time, `-`, bytes, address,
    method, host, path, status, referer, user agent, query; three times `-`; content type and body.
    Lines of another shape fail (class `parse`).

    A request of `/i`, `/ice.png` or `/com.snowplowanalytics.snowplow/tp2` with a query is one event of
    Snowplow's tracker protocol, whatever its method. A body needs a `POST`; that of `tp2` holds
    events of its own, as in format `http_requests`. `/r/tp2` is a redirect, as there. Other paths fail
    in the words of Snowplow Enrich, or are skipped.

    Percent signs are single in these logs: query and user agent are decoded once, `+` is a blank in
    both. The collector adds `cv` and `nuid` to each query, which become `v_collector` and
    `network_userid`.
    """
}
