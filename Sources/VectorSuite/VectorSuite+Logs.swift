import Formats
import Foundation
import Richline

/// The cases of logs: CloudFront's and those of the Clojure collector.
extension VectorSuite {
  static let logEnrichments = [
    "loader_cloudfront", "loader_cloudfront_e2e", "adapter_cloudfront_access_log",
    "collector_path", "loader_choice", "loader_clj_tomcat", "loader_clj_tomcat_e2e",
  ]

  /// Enrich's own lines, whatever stands between their fields.
  static let exactCloudFront = "{ use: cloudfront, dialect: snowplow }"
  /// The same for loaders, which do not judge parameters.
  static let lenientCloudFront = "{ use: cloudfront, dialect: snowplow, invalid: empty }"
  static let accessLog =
    "{ use: cloudfront, dialect: snowplow, other_requests: access_log, access_log_event: true }"

  func runLogs(
    _ enrichment: String, _ group: [VectorCase], _ bench: Bench
  ) throws -> [String?] {
    try group.map { vector in
      switch enrichment {
      case "loader_cloudfront": try runCloudFront(vector, bench)
      case "loader_clj_tomcat": try runClojureTomcat(vector, bench)
      case "loader_cloudfront_e2e": try runWhole(vector, VectorSuite.exactCloudFront, bench)
      case "loader_clj_tomcat_e2e": try runWhole(vector, "clojure_tomcat", bench)
      case "adapter_cloudfront_access_log": try runAccessLog(vector, bench)
      case "collector_path": try runPath(vector, bench)
      case "loader_choice": runChoice(vector)
      default: "nothing runs it"
      }
    }
  }

  // MARK: CloudFront

  private func runCloudFront(_ vector: VectorCase, _ bench: Bench) throws -> String? {
    if let function = vector.input["function"] as? String {
      return try runFunction(function, vector, bench)
    }
    let line = vector.input["line"] as? String ?? ""
    let isPayload = vector.expected["result"] as? String == "payload"
    let format = isPayload ? VectorSuite.lenientCloudFront : VectorSuite.exactCloudFront
    let outcome = try bench.outcome(line, format: format)
    switch vector.expected["result"] as? String {
    case "ignored":
      return outcome.rows.isEmpty && outcome.failures.isEmpty
        ? nil : "there is something: \(outcome.message)"
    case "bad_row": return compareBadRow(outcome, vector.expected)
    case "payload":
      return try comparePayload(
        outcome, vector.expected, words(line).map(String.init), isDoubled: true)
        ?? compareReferer(line, vector.expected, format, bench)
    case let other: return "nothing compares '\(other ?? "")'"
    }
  }

  /// Single rules of the loader, as they show in a column.
  private func runFunction(
    _ function: String, _ vector: VectorCase, _ bench: Bench
  ) throws -> String? {
    let value = vector.input["value"] as? String ?? ""
    var fields = Bench.pixel([("e", "pv")]).components(separatedBy: "\t")
    var format = "cloudfront"
    var wanted = vector.expected["value"] as? String ?? ""
    let column: String
    switch function {
    case "timestamp":
      fields[0] = vector.input["date"] as? String ?? "-"
      fields[1] = vector.input["time"] as? String ?? "-"
      wanted = VectorSuite.columnTime(vector.expected["timestamp"])
      column = "collector_tstamp"
    case "field_to_option":
      fields[10] = value
      column = "useragent"
    case "clean_uri":
      fields[9] = value
      column = "page_url"
    case "single_encode_pcts":
      fields[7] = "/other"
      fields[11] = value
      format = VectorSuite.accessLog
      column = "unstruct_event"
      let result = try bench.outcome(fields.joined(separator: "\t"), format: format)
      let event = VectorSuite.object(result.column(column))?["data"] as? [String: Any]
      let found = (event?["data"] as? [String: Any])?["csUriQuery"] as? String ?? ""
      return found == wanted ? nil : "the query is '\(found)', not '\(wanted)'"
    default: return "nothing runs '\(function)'"
    }
    let found = try bench.outcome(fields.joined(separator: "\t"), format: format).column(column)
    return found == wanted ? nil : "\(column) is '\(found)', not '\(wanted)'"
  }

  private func runAccessLog(_ vector: VectorCase, _ bench: Bench) throws -> String? {
    let expected = vector.expected
    let outcome = try bench.outcome(
      vector.input["line"] as? String ?? "", format: VectorSuite.accessLog)
    if expected["result"] as? String == "failure" {
      let said = ([outcome.message] + outcome.errors).joined(separator: "; ")
      for failure in expected["failures"] as? [[String: Any]] ?? [] {
        let wanted = failure["expectation"] as? String ?? ""
        if !said.contains(wanted) { return "it says '\(said)', not '\(wanted)'" }
      }
      return outcome.rows.isEmpty ? nil : "there is an event"
    }
    let parameters = expected["parameters"] as? [String: Any] ?? [:]
    let columns: [String: Any] = [
      "collector_tstamp": VectorSuite.columnTime(expected["timestamp"]),
      "user_ipaddress": expected["ip_address"] ?? NSNull(),
      "useragent": VectorSuite.decoded(expected["user_agent"]),
      "v_tracker": parameters["tv"] ?? NSNull(), "platform": parameters["p"] ?? NSNull(),
      "event": parameters["e"] as? String == "ue" ? "unstruct" : "",
      "page_url": parameters["url"] ?? NSNull(),
    ]
    if outcome.row == nil { return "there is no event: \(outcome.message) \(outcome.errors)" }
    return compare(outcome.row, columns)
      ?? compareJSON("unstruct_event", outcome.column("unstruct_event"), expected["ue_pr"])
  }

  // MARK: paths and names

  private func runPath(_ vector: VectorCase, _ bench: Bench) throws -> String? {
    let text = vector.input["path"] as? String ?? ""
    let expected = vector.expected
    if let isPixel = expected["is_ice_request"] as? Bool {
      return CollectorPath.isPixel(Bytes.constant(text)) == isPixel
        ? nil : "the pixel is not told apart"
    }
    if let failure = expected["failure"] as? [String: Any] {
      let line = Bench.pixel([("e", "pv")]).replacingOccurrences(of: "\t/i\t", with: "\t\(text)\t")
      let said = try bench.outcome(line, format: "cloudfront").message
      let wanted = failure["expectation"] as? String ?? ""
      return said == wanted ? nil : "it says '\(said)', not '\(wanted)'"
    }
    return compareService(Bytes.constant(text), expected)
  }

  /// Which format reads what Enrich calls by another name.
  private func runChoice(_ vector: VectorCase) -> String? {
    let formats = [
      "cloudfront": "cloudfront", "clj-tomcat": "clojure_tomcat", "ndjson": "ndjson",
      "tsv/com.amazon.aws.cloudfront/wd_access_log": "cloudfront",
    ]
    let name = vector.input["format"] as? String ?? ""
    let known = formats[name] ?? (name.hasPrefix("ndjson/") ? formats["ndjson"] : nil)
    guard let loader = vector.expected["loader"] as? String else {
      return known == nil ? nil : "'\(name)' is a format"
    }
    guard let format = known, Catalog.registry.inputFormat(format) != nil else {
      return "no format reads '\(name)'"
    }
    return name.hasPrefix(loader) ? nil : "'\(name)' is read by '\(format)', not '\(loader)'"
  }

  func compareService(_ path: Bytes, _ expected: [String: Any]) -> String? {
    guard let vendor = expected["vendor"] as? String else { return nil }
    guard case .service(let found, let version) = CollectorPath(path) else {
      return "'\(path.string)' is no path"
    }
    let wanted = expected["version"] as? String ?? ""
    return found.string == vendor && version.string == wanted
      ? nil : "it is \(found.string)/\(version.string), not \(vendor)/\(wanted)"
  }
}
