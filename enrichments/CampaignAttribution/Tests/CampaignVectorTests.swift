import Foundation
import StageKit
import StageTesting
import TestSupport
import Testing

@testable import CampaignAttributionStage

@Suite struct CampaignVectorTests {
  @Test func `the shared vectors pass`() throws {
    for vector in try SharedFolder.vectors("campaign_attribution") {
      let config = try #require(vector["config"] as? [String: Any])
      let input = try #require(vector["input"] as? [String: Any])
      let expected = try #require(vector["expected"] as? [String: Any])
      let test = try StageTest(
        [.stage(CampaignAttribution.self)],
        stages: "- { use: campaign_attribution\(try options(config)) }",
        fields: [Field("page_urlquery", .text)])
      let pairs = try #require(input["querystring"] as? [[String?]])
      let outcome = try test.run([["page_urlquery": .text(query(pairs))]])
      let fields = try #require(outcome.first?.fields)
      for (column, value) in expected {
        #expect(
          fields[column] == (value as? String).map { .text($0) },
          "\(vector["case"] ?? ""): \(column)")
      }
    }
  }

  /// Snowplow's configuration as options of the stage.
  private func options(_ config: [String: Any]) throws -> String {
    let fields = try #require(config["fields"] as? [String: Any])
    let names = [
      ("medium", "mktMedium"), ("source", "mktSource"), ("term", "mktTerm"),
      ("content", "mktContent"), ("campaign", "mktCampaign"), ("click_ids", "mktClickId"),
    ]
    return try names.map { ours, theirs in
      guard let value = fields[theirs] else { return "" }
      let json = try JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
      return ", \(ours): \(String(decoding: json, as: UTF8.self))"
    }.joined()
  }

  /// Decoded pairs as a query, everything but letters and digits escaped.
  private func query(_ pairs: [[String?]]) -> String {
    func encoded(_ text: String) -> String {
      text.utf8.map { byte in
        let isPlain = byte < 128 && Character(UnicodeScalar(byte)).isLetter
        let hex = String(byte, radix: 16)
        return isPlain
          ? String(UnicodeScalar(byte)) : byte == 32 ? "+" : "%\(hex.count == 1 ? "0" : "")\(hex)"
      }.joined()
    }
    return pairs.map { pair in
      pair.compactMap { $0.map(encoded) }.joined(separator: "=")
    }.joined(separator: "&")
  }
}
