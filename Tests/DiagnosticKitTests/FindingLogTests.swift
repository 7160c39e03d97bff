import DiagnosticKit
import Foundation
import Testing

@Suite struct `findings as a SARIF log` {
  private let log = FindingLog(version: "1.2.3") { $0 == "bad-value" ? "no value of the key" : nil }

  private static let file = SourceFile(name: "a folder/web.yaml", text: "run: { workers: x }\n")
  private static let findings: [Finding] = [
    .error(
      "bad-value", at: SourceSpan(file: file, line: 1, column: 17), "'x' is no value",
      help: "it takes: 1…256", "or nothing"),
    .note("unreadable", at: nil, "\"nothing\" to see\u{1B}"),
    .warning(
      "bad-value",
      at: SourceSpan(
        file: SourceFile(name: "/a/ä.yaml", text: ""), line: 1, column: 1, length: 0), "y"),
  ]

  @Test func `it is as long as it must be`() {
    #expect(
      log.text(Self.findings) == ##"""
        {
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "richline",
                  "version": "1.2.3",
                  "rules": [
                    {"id":"bad-value","shortDescription":{"text":"no value of the key"}},
                    {"id":"unreadable"}
                  ]
                }
              },
              "columnKind": "unicodeCodePoints",
              "results": [
                {"ruleId":"bad-value","ruleIndex":0,"level":"error","message":{"text":"'x' is no value\nit takes: 1…256\nor nothing"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a%20folder/web.yaml"},"region":{"startLine":1,"startColumn":17,"endLine":1,"endColumn":18}}}]},
                {"ruleId":"unreadable","ruleIndex":1,"level":"note","message":{"text":"\"nothing\" to see\u001b"}},
                {"ruleId":"bad-value","ruleIndex":0,"level":"warning","message":{"text":"y"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file:///a/%C3%A4.yaml"},"region":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":1}}}]}
              ]
            }
          ]
        }

        """##)
  }

  @Test func `it has the members that the standard demands, with values it allows`() throws {
    for findings in [Self.findings, []] {
      let object = try JSONSerialization.jsonObject(with: Data(log.text(findings).utf8))
      let root = try #require(object as? [String: Any])
      #expect(root["version"] as? String == "2.1.0")
      let runs = try #require(root["runs"] as? [[String: Any]])
      #expect(runs.count == 1)
      let tool = try #require(runs[0]["tool"] as? [String: Any])
      let driver = try #require(tool["driver"] as? [String: Any])
      #expect((driver["name"] as? String)?.isEmpty == false)
      let rules = try #require(driver["rules"] as? [[String: Any]])
      let ids = rules.compactMap { $0["id"] as? String }
      #expect(ids.count == rules.count && Set(ids).count == ids.count)
      #expect(runs[0]["columnKind"] as? String == "unicodeCodePoints")
      let results = try #require(runs[0]["results"] as? [[String: Any]])
      #expect(results.count == findings.count)
      for result in results { try check(result, ids) }
    }
  }

  private func check(_ result: [String: Any], _ ids: [String]) throws {
    let message = try #require(result["message"] as? [String: Any])
    #expect((message["text"] as? String)?.isEmpty == false)
    #expect(["error", "warning", "note"].contains(result["level"] as? String))
    let index = try #require(result["ruleIndex"] as? Int)
    #expect(ids[index] == result["ruleId"] as? String)
    for location in result["locations"] as? [[String: Any]] ?? [] {
      let place = try #require(location["physicalLocation"] as? [String: Any])
      let artifact = try #require(place["artifactLocation"] as? [String: Any])
      #expect(URL(string: try #require(artifact["uri"] as? String)) != nil)
      let region = try #require(place["region"] as? [String: Int])
      #expect(region.count == 4 && region.values.allSatisfy { $0 >= 1 })
    }
  }
}
