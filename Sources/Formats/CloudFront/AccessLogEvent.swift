import StageKit

/// Snowplow's self-describing event of a request, `com.amazon.aws.cloudfront/wd_access_log`.
///
/// Source: Snowplow Enrich, fact sheet 6.5.
final class AccessLogEvent {
  /// Bytes on their way into an arena.
  let scratch = OutputBuffer()
  private let plan: AccessLogPlan
  private let kind = Bytes.constant("unstruct")
  private let platform = Bytes.constant("srv")
  private let tracker = Bytes.constant("com.amazon.aws.cloudfront/wd_access_log")
  private let vendor = Bytes.constant("com.amazon.aws.cloudfront")
  private let name = Bytes.constant("wd_access_log")
  private let format = Bytes.constant("jsonschema")

  init(_ plan: AccessLogPlan) { self.plan = plan }

  /// The numbers of fields that a version has, by version.
  static let counts = [12, 15, 18, 19, 23, 24, 26]
  private static let versions = (0...6).map { Bytes.constant("1-0-\($0)") }

  private enum Kind { case text, integer, number, repaired, decoded }

  private struct Property {
    let name: StaticString
    let field: CloudFrontField
    let kind: Kind

    init(_ name: StaticString, _ field: CloudFrontField, _ kind: Kind = .text) {
      self.name = name
      self.field = field
      self.kind = kind
    }
  }

  /// All but `dateTime`, in the order of the log.
  private static let properties: [Property] = [
    Property("xEdgeLocation", .edge), Property("scBytes", .bytes, .integer),
    Property("cIp", .client), Property("csMethod", .method), Property("csHost", .distribution),
    Property("csUriStem", .stem), Property("scStatus", .status),
    Property("csReferer", .referer, .decoded), Property("csUserAgent", .agent, .decoded),
    Property("csUriQuery", .query, .repaired), Property("csCookie", .cookie),
    Property("xEdgeResultType", .result), Property("xEdgeRequestId", .requestID),
    Property("xHostHeader", .host), Property("csProtocol", .scheme),
    Property("csBytes", .requestBytes, .integer), Property("timeTaken", .duration, .number),
    Property("xForwardedFor", .forwarded), Property("sslProtocol", .tlsVersion),
    Property("sslCipher", .tlsCipher), Property("xEdgeResponseResultType", .responseResult),
    Property("csProtocolVersion", .version), Property("fleStatus", .encryptionStatus),
    Property("fleEncryptedFields", .encrypted),
  ]

  /// Sets the columns of the event.
  func set(
    _ line: CloudFrontReader, _ time: Int64?, _ errors: inout AccessLogErrors,
    _ rows: inout RowWriter
  ) {
    let version = AccessLogEvent.versions[AccessLogEvent.version(of: line)]
    rows.set(plan.event.kind, text: kind)
    rows.set(plan.event.platform, text: platform)
    rows.set(plan.event.tracker, text: tracker)
    rows.set(plan.event.vendor, text: vendor)
    rows.set(plan.event.name, text: name)
    rows.set(plan.event.format, text: format)
    rows.set(plan.event.version, text: version)
    guard plan.event.body.isWanted || plan.mode == .fail else { return }
    scratch.removeAll()
    scratch.append(
      #"{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":"#)
    scratch.append(
      #"{"schema":"iglu:com.amazon.aws.cloudfront/wd_access_log/jsonschema/"#)
    scratch.append(version)
    scratch.append(#"","data":{"dateTime":"#)
    putTime(line, time, rows.arena)
    for property in AccessLogEvent.properties {
      guard let raw = line.raw(property.field) else { continue }
      scratch.append(",\"")
      scratch.append(property.name)
      scratch.append("\":")
      put(raw, property, &errors, rows.arena)
    }
    scratch.append("}}}")
    guard plan.event.body.isWanted else { return }
    rows.set(plan.event.body, .json(rows.arena.copy(Bytes(scratch.start, scratch.count))))
  }

  /// The version whose fields the line holds all of.
  private static func version(of line: CloudFrontReader) -> Int {
    var version = 0
    for next in 1..<counts.count {
      let last = CloudFrontField.allCases[counts[next] - 1]
      guard line.raw(last) != nil else { break }
      version = next
    }
    return version
  }

  // MARK: values

  private func putTime(_ line: CloudFrontReader, _ time: Int64?, _ arena: Arena) {
    if let date = line.raw(.date), let clock = line.raw(.time), !date.isEmpty {
      let joined = OutputBuffer(capacity: 64)
      joined.append(date)
      joined.append("T")
      joined.append(clock)
      joined.append("Z")
      putText(Bytes(joined.start, joined.count), arena)
    } else if let time {
      let count = TimestampText.writeRFC3339(time, arena.reserve(TimestampText.capacity))
      putText(arena.commit(count), arena)
    } else {
      scratch.append("null")
    }
  }

  private func put(
    _ raw: Bytes, _ property: Property, _ errors: inout AccessLogErrors, _ arena: Arena
  ) {
    if raw.isEmpty { return scratch.append("null") }
    switch property.kind {
    case .text: putText(raw, arena)
    case .repaired: putText(PercentCoding.repair(raw, arena: arena), arena)
    case .decoded:
      putText(PercentCoding.decode(raw, [.plusAsBlank, .undouble], arena: arena), arena)
    case .integer:
      let number = NumberText.int64(raw)
      putNumber(number.map { "\($0)" }, raw, property, "Int", &errors)
    case .number:
      let number = DecimalText.canonical(raw, arena: arena)
      putNumber(number?.string, raw, property, "Double", &errors)
    }
  }

  /// Writes a number, or `null` and an error. `-` is no number to Enrich; elsewhere it is none.
  private func putNumber(
    _ number: String?, _ raw: Bytes, _ property: Property, _ type: String,
    _ errors: inout AccessLogErrors
  ) {
    if let number { return scratch.append(number) }
    scratch.append("null")
    if plan.isExact || raw != "-" {
      errors.add("\(property.name)", "cannot be converted to \(type)")
    }
  }

  private func putText(_ text: Bytes, _ arena: Arena) {
    let text = UTF8Repair.repaired(text, arena: arena)
    scratch.append("\"")
    let count = JSONText.writeEscaped(
      text, to: scratch.reserve(JSONText.capacity(escaped: text.count)))
    scratch.commit(count)
    scratch.append("\"")
  }
}
