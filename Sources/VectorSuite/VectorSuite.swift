import Foundation
import Richline

/// Runs the cases of a vector file through real pipelines.
public struct VectorSuite {
  /// How the cases of one enrichment came out.
  public struct Result: Sendable {
    /// The name of the enrichment in the file of vectors.
    public let enrichment: String
    /// Cases that came out as the file says.
    public var passed = 0
    /// Cases that are known to come out otherwise, with a written reason.
    public var excepted = 0
    public var failures: [String] = []

    /// All cases of the enrichment.
    public var total: Int { passed + excepted + failures.count }
    /// One line with the counts: `ip_lookups 12/12 excepted 0`.
    public var line: String { "\(enrichment) \(passed)/\(total) excepted \(excepted)" }
  }

  private let cases: [VectorCase]
  let data: String

  /// `data` is the folder of databases that the cases name.
  public init(file: String, data: String) throws {
    cases = try VectorCase.read(file)
    self.data = data
  }

  /// The enrichments whose cases are run, in the order of the report.
  public static let enrichments =
    [
      "ip_lookups", "ip_lookups_asn", "referer_parser", "campaign_attribution", "ua_parser",
      "anon_ip", "explode_uri", "page_uri", "querystring_parse", "user_ipaddress", "tsv_safe",
      "tsv",
    ] + trackerEnrichments + logEnrichments

  private static let trackerEnrichments = [
    "adapter_tp1", "adapter_tp2", "ip_address_extraction", "inet_address", "collector_tstamp",
    "tracker_protocol_field", "tracker_protocol_event", "derived_tstamp", "base64_url",
    "adapter_redirect", "schema_fields", "cross_domain", "url_decode", "string_to_uri",
    "json_columns",
  ]

  /// Names in the file that nothing runs yet, with their number of cases.
  public var notRun: [(name: String, count: Int)] {
    Dictionary(grouping: cases, by: \.enrichment)
      .filter { !VectorSuite.enrichments.contains($0.key) }
      .map { ($0.key, $0.value.count) }.sorted { $0.name < $1.name }
  }

  public func run() -> [Result] { VectorSuite.enrichments.map(run) }

  /// Runs the cases of one enrichment.
  public func run(_ enrichment: String) -> Result {
    var result = Result(enrichment: enrichment)
    let own = cases.filter { $0.enrichment == enrichment }
    var order: [String] = []
    var groups: [String: [VectorCase]] = [:]
    for vector in own {
      if groups[vector.configKey] == nil { order.append(vector.configKey) }
      groups[vector.configKey, default: []].append(vector)
    }
    for key in order {
      let group = groups[key] ?? []
      let found: [String?]
      do { found = try run(enrichment, group) } catch {
        found = group.map { _ in "\(error)" }
      }
      for (vector, failure) in zip(group, found) {
        if VectorExceptions.reason(for: vector) != nil {
          result.excepted += 1
        } else if let failure {
          result.failures.append("\(vector.label): \(failure)")
        } else {
          result.passed += 1
        }
      }
    }
    return result
  }

  /// What is wrong with each case of a group; nil for one that passes.
  private func run(_ enrichment: String, _ group: [VectorCase]) throws -> [String?] {
    let bench = try Bench()
    defer { bench.remove() }
    switch enrichment {
    case "ip_lookups", "ip_lookups_asn": return try runIPLookups(group, bench)
    case "referer_parser": return try runReferers(group, bench)
    case "campaign_attribution": return try runCampaigns(group, bench)
    case "ua_parser": return try runUserAgents(group, bench)
    case "anon_ip": return try runAnonymizer(group, bench)
    case "explode_uri": return try runURIs(group, bench)
    case "page_uri": return try runPages(group, bench)
    case "querystring_parse": return runQueries(group)
    case "user_ipaddress": return try runParameter(group, bench, "ip", "value", "user_ipaddress")
    case "tsv_safe": return try runParameter(group, bench, "page", "text", "text")
    case "tsv": return try runRows(group)
    default: return try runTracker(enrichment, group, bench)
    }
  }

  private func runTracker(
    _ enrichment: String, _ group: [VectorCase], _ bench: Bench
  ) throws -> [String?] {
    let tp2 = "/com.snowplowanalytics.snowplow/tp2"
    switch enrichment {
    case "adapter_tp1": return try runAdapter(group, bench, "/i")
    case "adapter_tp2": return try runAdapter(group, bench, tp2)
    case "adapter_redirect": return try runAdapter(group, bench, "/r/tp2")
    case "ip_address_extraction": return try runHeaders(group, bench)
    case "inet_address": return runAddresses(group)
    case "collector_tstamp": return try runCollectorTimes(group, bench)
    case "tracker_protocol_field": return try runFields(group, bench)
    case "tracker_protocol_event": return try runEvents(group, bench)
    case "derived_tstamp": return try runDerivedTimes(group, bench)
    case "base64_url": return runBase64(group)
    case "schema_fields": return try runSchemas(group, bench)
    case "cross_domain": return try runCrossDomain(group, bench)
    case "url_decode": return runDecoding(group)
    case "string_to_uri": return try runTextURIs(group, bench)
    case "json_columns": return try runJSONColumns(group, bench)
    default: return try runLogs(enrichment, group, bench)
    }
  }
}
