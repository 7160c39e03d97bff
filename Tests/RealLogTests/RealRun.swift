import Foundation
import Richline

/// What came of one log with one treatment of values that do not fit.
struct RealRun {
  /// What the pipeline counted: `lines`, `records`, `decoded`, `failed` and so on.
  private(set) var counts: [String: Int] = [:]
  /// Failed records by reason.
  private(set) var reasons: [String: Int] = [:]
  private(set) var events = 0
  private(set) var withCountry = 0
  private(set) var mediums: [String: Int] = [:]
  private(set) var withFamily = 0
  private(set) var withSource = 0
  /// The failed events, as they were written.
  private(set) var failures: [String] = []
  private(set) var isGood = false

  init(_ log: RealLog, invalid: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-real-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try log.bytes().write(to: folder.appendingPathComponent("in.log"))
    var settings = RunSettings()
    settings.now = 0
    let source = SourceFile(name: "real.yaml", text: RealRun.pipeline(log, invalid))
    let outcome = try Pipeline(source, folder: folder.path).run(settings: settings)
    isGood = outcome.status == .good && outcome.messages.isEmpty
    readReport(outcome.report.first ?? "")
    for event in try RealRun.lines(folder, "events.ndjson") { try readEvent(event) }
    failures = try RealRun.lines(folder, "failed.ndjson")
    for failure in failures {
      reasons[try RealRun.object(failure)["message"] as? String ?? "", default: 0] += 1
    }
  }

  private static func pipeline(_ log: RealLog, _ invalid: String) -> String {
    let format: String
    var domains: [String] = []
    switch log.format {
    case .combined(let host, let others):
      format = "{ use: combined, host: \"\(host)\", invalid: \(invalid) }"
      domains = others
    case .cloudfront, .cloudfrontLines: format = "{ use: cloudfront, invalid: \(invalid) }"
    }
    return """
      version: 1
      lookups:
        cities: { use: mmdb, path: "\(RealRun.cities.path)" }
        referers: { use: referers, path: "\(RealRun.referers.path)" }
      sources:
        - { id: in, use: files, path: in.log, format: \(format) }
      stages:
        - { use: ip_lookup, geo: cities }
        - { use: user_agent_parser }
        - { use: referer_parser, lookup: referers, internal_domains: \(domains) }
        - { use: campaign_attribution }
      sinks:
        - use: files
          path: events.ndjson
          format: ndjson
          only: [geo_country, refr_medium, ua_family, mkt_source]
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """
  }

  /// The best test database of cities, else our sample.
  static let cities: URL = {
    let test = RealLog.folder.appendingPathComponent("maxmind/GeoIP2-City-Test.mmdb")
    return FileManager.default.fileExists(atPath: test.path)
      ? test : RealLog.root.appendingPathComponent("enrichments/IPLookup/data/sample-city.mmdb")
  }()

  private static let referers = RealLog.root
    .appendingPathComponent("enrichments/RefererParser/data/referers.json")

  // MARK: reading

  /// Numbers with the word before them: `lines 4 = records 2 + headers 2 …`.
  private mutating func readReport(_ line: String) {
    let words = line.split(whereSeparator: { " ;".contains($0) })
    for (word, next) in zip(words, words.dropFirst()) {
      if let number = Int(next) { counts[String(word)] = number }
    }
  }

  private mutating func readEvent(_ line: String) throws {
    let event = try RealRun.object(line)
    events += 1
    if event["geo_country"] != nil { withCountry += 1 }
    if let medium = event["refr_medium"] as? String { mediums[medium, default: 0] += 1 }
    if let family = event["ua_family"] as? String, family != "Other" { withFamily += 1 }
    if event["mkt_source"] != nil { withSource += 1 }
  }

  static func object(_ line: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
  }

  private static func lines(_ folder: URL, _ name: String) throws -> [String] {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }
}
