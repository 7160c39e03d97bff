import Foundation
import Richline

/// Lines of logs through all enrichments that a case configures.
extension VectorSuite {
  static let jsonColumns: Set<String> = ["contexts", "unstruct_event"]
  func runWhole(_ vector: VectorCase, _ format: String, _ bench: Bench) throws -> String? {
    let outcome = try bench.outcome(
      vector.input["line"] as? String ?? "", format: format, lookups: refererLookup(vector),
      stages: stages(vector))
    if vector.expected["result"] as? String == "bad_row" {
      return compareBadRow(outcome, vector.expected)
    }
    if outcome.row == nil { return "there is no event: \(outcome.message) \(outcome.errors)" }
    var columns = vector.expected["columns"] as? [String: Any] ?? [:]
    columns["useragent"] = columns["useragent"].map { VectorSuite.decoded($0) }
    for name in VectorSuite.jsonColumns {
      let wanted = columns.removeValue(forKey: name)
      guard let wanted else { continue }
      if let failure = compareJSON(name, outcome.column(name), wanted) { return failure }
    }
    return compare(outcome.row, columns.merging(numbers(columns)) { $1 })
  }

  /// Whole numbers as columns have them: the old cases let `028288` stand.
  private func numbers(_ columns: [String: Any]) -> [String: Any] {
    var numbers: [String: Any] = [:]
    for field in SnowplowFields.all where field.type == .integer {
      if let number = (columns[field.name] as? String).flatMap(Int.init) {
        numbers[field.name] = "\(number)"
      }
    }
    return numbers
  }

  /// Compares JSON as values; its schema is written first. The wrapper's version is that of today
  /// whatever came in, so that of cases of older releases is not compared.
  func compareJSON(_ name: String, _ text: String, _ expected: Any?) -> String? {
    let wanted: [String: Any]?
    switch expected {
    case let object as [String: Any]: wanted = object
    case let text as String: wanted = VectorSuite.object(text)
    default: wanted = nil
    }
    guard let wanted else { return text.isEmpty ? nil : "\(name) is '\(text)', not empty" }
    guard text.hasPrefix("{\"schema\":"), let found = VectorSuite.object(text),
      NSDictionary(dictionary: VectorSuite.unversioned(found))
        == NSDictionary(dictionary: VectorSuite.unversioned(wanted))
    else { return "\(name) is '\(text)', not '\(Bench.json(wanted))'" }
    return nil
  }

  private static func unversioned(_ wrapper: [String: Any]) -> [String: Any] {
    var wrapper = wrapper
    if let schema = wrapper["schema"] as? String {
      wrapper["schema"] = schema.split(separator: "/").dropLast().joined(separator: "/")
    }
    return wrapper
  }

  private func refererLookup(_ vector: VectorCase) -> String {
    guard vector.config["referer_parser"] != nil else { return "" }
    let path = URL(fileURLWithPath: "\(data)/referers/snowplow-referers.yml").standardizedFileURL
    return "  referers: { use: referers, path: \"\(path.path)\" }\n"
  }

  private func stages(_ vector: VectorCase) -> String {
    var stages = ""
    if let parser = vector.config["referer_parser"] as? [String: Any] {
      let domains = Bench.json(parser["internalDomains"] ?? [String]())
      stages += "  - { use: referer_parser, lookup: referers, internal_domains: \(domains) }\n"
    }
    if let fields = vector.config["campaign_attribution"] as? [String: Any] {
      stages += "  - use: campaign_attribution\n"
      for (key, option) in VectorSuite.campaignOptions {
        if let value = fields[key] { stages += "    \(option): \(Bench.json(value))\n" }
      }
    }
    if let hiding = vector.config["anon_ip"] as? [String: Any],
      hiding["enabled"] as? Bool ?? true
    {
      let octets = hiding["anonOctets"] as? Int ?? 1
      let segments = hiding["anonSegments"] as? Int ?? octets
      stages += "  - { use: anonymize_ip, octets: \(octets), segments: \(segments) }\n"
    }
    return stages
  }

  private static let campaignOptions = [
    ("mktMedium", "medium"), ("mktSource", "source"), ("mktTerm", "term"),
    ("mktContent", "content"), ("mktCampaign", "campaign"), ("mktClickId", "click_ids"),
  ]
}
