import StageKit

/// What decoders of CloudFront logs share.
struct CloudFrontPlan: Sendable {
  let tracker: TrackerPlan
  let dialect: CloudFrontDialect
  let others: OtherRequests
  /// The header of inputs that have none.
  let header: CloudFrontHeader?
  /// Where the fields of other requests go; nil when they fail or are skipped.
  let accessLog: AccessLogPlan?

  init(_ setup: Setup) throws(Findings) {
    let mode = setup[CloudFront.invalid]
    tracker = TrackerPlan(setup, mode, collectorName: "cloudfront")
    dialect = setup[CloudFront.dialect]
    others = setup[CloudFront.otherRequests]
    let isEvent = setup[CloudFront.accessLogEvent]
    accessLog =
      others == .accessLog
      ? AccessLogPlan(setup, mode, isEvent: isEvent, isExact: dialect == .snowplow) : nil
    var findings: [Finding] = []
    if isEvent, others != .accessLog {
      findings.append(
        setup.finding(
          "access_log_event", "no-access-log",
          "'access_log_event' is of no use with 'other_requests: \(others.rawValue)'",
          help: ["write 'other_requests: access_log'"]))
    }
    header = CloudFrontPlan.header(setup, dialect, &findings)
    if !findings.isEmpty { throw Findings(findings) }
  }

  private static func header(
    _ setup: Setup, _ dialect: CloudFrontDialect, _ findings: inout [Finding]
  ) -> CloudFrontHeader? {
    guard let names = setup[CloudFront.columns] else { return nil }
    let header = CloudFrontHeader(names.map { Bytes.constant($0) })
    if dialect == .snowplow {
      findings.append(
        setup.finding(
          "columns", "no-columns", "'columns' is of no use with 'dialect: snowplow'",
          help: ["that dialect knows lines by their number of fields"]))
    } else if names.count > FieldSplitter.capacity {
      findings.append(
        setup.finding(
          "columns", "too-many-columns",
          "\(names.count) columns are more than the \(FieldSplitter.capacity) that can be read"))
    } else if !header.missing.isEmpty {
      findings.append(
        setup.finding(
          "columns", "missing-columns",
          "the columns do not name \(CloudFrontFailures.list(header.missing))",
          help: ["name the fields of a line in order, as CloudFront does: date, time, c-ip"]))
    }
    return header
  }
}
