import Foundation
import Richline

/// Runs the cases of a vector file through real pipelines.
public struct VectorSuite {
  /// How the cases of one enrichment came out.
  public struct Result: Sendable {
    public let enrichment: String
    public var passed = 0
    public var excepted = 0
    public var failures: [String] = []

    public var total: Int { passed + excepted + failures.count }
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
    ] + logEnrichments

  /// Names in the file that nothing runs yet, with their number of cases.
  public var notRun: [(name: String, count: Int)] {
    Dictionary(grouping: cases, by: \.enrichment)
      .filter { !VectorSuite.enrichments.contains($0.key) }
      .map { ($0.key, $0.value.count) }.sorted { $0.name < $1.name }
  }

  public func run() -> [Result] { VectorSuite.enrichments.map(run) }

  private func run(_ enrichment: String) -> Result {
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
    default: return try runLogs(enrichment, group, bench)
    }
  }
}
