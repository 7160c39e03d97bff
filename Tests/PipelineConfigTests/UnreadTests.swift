import DiagnosticKit
import Foundation
import PipelineConfig
import StageKit
import StandardCatalog
import Testing

@Suite struct `what is made and never read is noted` {
  private func notes(_ stages: String, sink: String = "only: [page_url]") -> [String] {
    let result = check(
      """
      version: 1
      lookups: { offices: { use: csv, path: o.csv, key: id } }
      sources: [{ use: stdin, format: ndjson }]
      stages:
      \(stages)
        - { id: end, use: lookup, lookup: offices, key: app_id, fields: { platform: name } }
      sinks:
        - { use: stdout, format: ndjson, \(sink) }
        - { id: all, from: end, use: stdout, format: ndjson, only: [platform] }
        - { id: bad, from: failed, use: files, path: f.ndjson }
      """)
    #expect(result.plan != nil, "\(result.findings)")
    return result.findings.map { "\($0.span?.line ?? 0): \($0.message)" }
  }

  @Test(arguments: [
    // A field that the file names.
    (
      "  - { use: set, fields: { a: '\"x\"', b: '\"y\"' } }\n  - { use: filter, keep: a == \"x\" }",
      ["5: nothing reads or writes out the field 'b' that is made here"]
    ),
    // Read by its own stage only, and by a later one in its condition.
    (
      "  - { use: set, fields: { n: 'n0' } }".replacing("n0", with: "txn_id"),
      ["5: nothing reads or writes out the field 'n' that is made here"]
    ),
    (
      "  - { use: set, fields: { a: txn_id } }\n  - { use: anonymize_ip, when: a == 5 }",
      ["6: nothing reads or writes out what stage 'anonymize_ip' makes (user_ipaddress)"]
    ),
    // Overwritten for sure before anybody reads it, and perhaps.
    (
      """
        - { use: set, fields: { a: '"x"' } }
        - { use: set, fields: { a: '"y"' } }
        - { use: filter, keep: a == "y" }
      """,
      ["5: nothing reads or writes out the field 'a' that is made here"]
    ),
    (
      """
        - { use: set, fields: { a: '"x"' } }
        - { use: set, when: platform == "web", fields: { a: '"y"' } }
        - { use: filter, keep: a == "y" }
      """, []
    ),
    // Of what a plugin makes one field is enough.
    (
      "  - { use: campaign_attribution }\n  - { use: filter, keep: mkt_source == \"x\" }", []
    ),
    (
      "  - { use: campaign_attribution }",
      [
        "5: nothing reads or writes out what stage 'campaign_attribution' makes "
          + "(mkt_medium, mkt_source, mkt_term, mkt_content, …)"
      ]
    ),
  ])
  func `of all the fields of a stage`(stages: String, said: [String]) {
    #expect(notes(stages) == said)
  }

  @Test func `a sink that writes all fields reads all`() {
    #expect(notes("  - { use: set, fields: { a: '\"x\"' } }", sink: "except: [app_id]") == [])
  }

  @Test func `an excepted field is not read`() {
    #expect(
      notes("  - { use: set, fields: { a: '\"x\"' } }", sink: "except: [a]")
        == ["5: nothing reads or writes out the field 'a' that is made here"])
  }

  @Test(arguments: ["examples", "Benchmarks/pipelines"])
  func `the pipelines of the tree are without notes`(folder: String) throws {
    let root = Fixtures.root.appending(path: folder)
    let paths = try #require(FileManager.default.subpaths(atPath: root.path))
      .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix("regexes.yaml") && !$0.contains(".build") }
    #expect(paths.count > 5)
    for path in paths {
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      let place = root.appending(path: path).deletingLastPathComponent()
      // A package has a program of its own, whose stages are not installed here.
      let isPackage = FileManager.default.fileExists(
        atPath: place.appending(path: "Package.swift").path)
      guard text.contains("version: 1"), !isPackage else { continue }
      let result = Checker.check(
        SourceFile(name: path, text: text), registry: Catalog.registry, folder: place.path)
      let findings = result.findings.filter { $0.code != "failed-sink" }
      #expect(findings.isEmpty, "\(Findings(Array(findings)))")
    }
  }
}
