import DiagnosticKit
import Foundation
import PipelineConfig
import StandardCatalog
import Testing

@Suite struct `the pages say what is true` {
  /// A fenced block of a page.
  struct Block: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String

    /// The blocks of YAML in a page, by the line of their fence.
    static func all(in page: String) -> [Block] {
      var blocks: [Block] = []
      var lines: [String]?
      var start = 0
      for (number, line) in Self.lines(of: page).enumerated() {
        if line == "```yaml", lines == nil {
          (lines, start) = ([], number + 1)
        } else if line == "```", let found = lines {
          blocks.append(Block(testDescription: "\(page):\(start)", text: found.joined()))
          lines = nil
        } else {
          lines?.append(line + "\n")
        }
      }
      return blocks
    }

    static func lines(of page: String) -> [String] {
      let url = Fixtures.root.appending(path: page)
      return ((try? String(contentsOf: url, encoding: .utf8)) ?? "").components(separatedBy: "\n")
    }

    /// The name of a file that is no pipeline of its own: it stands in a comment above it.
    var fileName: String? {
      guard let first = text.split(separator: "\n").first, first.hasPrefix("# "),
        first.hasSuffix(".yaml")
      else { return nil }
      return String(first.dropFirst(2))
    }

    /// Whether it is data of a lookup and no part of a pipeline.
    var isData: Bool { text.hasPrefix("search:") }

    /// What findings say of a part that is good in a pipeline which has the rest.
    var ofPart: [String] {
      text.hasPrefix("version:") ? [] : ["unused-lookup", "unknown-lookup", "unwritten-field"]
    }

    /// The section of a component, or of one key of it, by the folder of its page.
    private var component: String? {
      guard ["use:", "format:", "- id:"].contains(where: text.hasPrefix) else { return nil }
      let isSource = testDescription.contains("/sources/") || testDescription.contains("/input-")
      let use = text.contains("use: files") || text.hasPrefix("use:") ? "" : "    use: stdin\n"
      let lines = text.split(separator: "\n").map { text.hasPrefix("- ") ? "  \($0)" : "    \($0)" }
      var item =
        (isSource ? use : use.replacing("stdin", with: "stdout")) + lines.joined(separator: "\n")
      if !text.hasPrefix("- ") { item = "  -" + item.dropFirst(3) }
      return (isSource ? "sources:\n" : "sinks:\n  - use: discard\n") + item + "\n"
    }

    /// A whole pipeline: sections that a fragment leaves out are added behind it.
    var pipeline: String {
      if let component { return completed(component) }
      return completed(text)
    }

    private func completed(_ text: String) -> String {
      guard !text.hasPrefix("version:") else { return text }
      let missing = [
        "version": "version: 1\n",
        "sources": "sources: [{ use: files, path: in.log, format: cloudfront }]\n",
        "sinks":
          "sinks: [{ use: discard }, { id: bad, from: failed, use: files, path: 'f-{part}' }]\n",
        "stages": "stages: [{ use: ip_lookup, geo: g }, { use: user_agent_parser }]\n",
        "lookups": "lookups: { g: { use: mmdb, path: g.mmdb } }\n",
      ]
      var sections = ["version", "sources", "sinks"]
      if !text.contains("stages:") {
        sections += ["stages", "lookups"]
        return ([text] + added(text, sections, missing)).joined()
      }
      let before = "  - { use: ip_lookup, geo: g }\n  - { use: user_agent_parser }\n"
      return
        ([text.replacing("stages:\n", with: "stages:\n" + before)]
        + added(text, sections + ["lookups"], missing)).joined()
    }

    private func added(
      _ text: String, _ sections: [String], _ texts: [String: String]
    ) -> [String] {
      sections.filter { !text.hasPrefix("\($0):") && !text.contains("\n\($0):") }
        .compactMap { texts[$0] }
    }
  }

  /// README and whatever stands in Docs and beside a stage, by their paths.
  private static let pages: [String] = {
    var pages = ["README.md"]
    for folder in ["Docs", "enrichments"] {
      let names = FileManager.default.enumerator(atPath: Fixtures.root.appending(path: folder).path)
      let found = (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".md") }
      pages += found.map { "\(folder)/\($0)" }.sorted()
    }
    return pages
  }()

  @Test(arguments: pages.flatMap(Block.all))
  func `every pipeline of a page checks without errors`(block: Block) {
    guard block.fileName == nil, !block.isData else { return }
    let file = SourceFile(name: block.testDescription, text: block.pipeline)
    let result = Checker.check(file, registry: Catalog.registry, in: Self.surroundings)
    let errors = result.findings.filter {
      $0.severity == .error && !block.ofPart.contains($0.code)
    }
    #expect(errors.isEmpty, "\(block.pipeline)\n\(errors)")
  }

  /// The files that a page shows; each variable has some value.
  private static let surroundings: Surroundings = {
    let blocks = Block.all(in: "Docs/PipelineLanguage.md")
    let files = blocks.compactMap { block in block.fileName.map { ($0, block.text) } }
    let named = Dictionary(files) { first, _ in first }
    return Surroundings(
      environment: { _ in "2" },
      read: { path, _ in
        named[path].map { .success(Array($0.utf8)) } ?? .failure(.refused("it is not on the page"))
      })
  }()

  @Test func `the pages have pipelines`() {
    #expect(Block.all(in: "Docs/PipelineLanguage.md").count >= 7)
    #expect(Block.all(in: "README.md").count >= 1)
    #expect(Self.pages.flatMap(Block.all).count >= 80)
  }

  @Test func `the traps of the page are said in its words`() throws {
    let rows = Block.lines(of: "Docs/PipelineLanguage.md")
      .drop { $0 != "## YAML traps" }.prefix { $0 != "## Stages of your own" }
      .filter { $0.hasPrefix("| `") }
    #expect(rows.count >= 7)
    for row in rows {
      let cells = row.components(separatedBy: " | ")
      let written = cells[0].split(separator: "`")[1]
      let said = cells[1].trimmingCharacters(in: CharacterSet(charactersIn: " |"))
      let messages = check("version: 1\n\(written)\n").findings.map(\.message)
      #expect(messages.contains(said), "\(written): \(messages)")
    }
  }

  @Test func `shared objects are refused with the way to one's own stages`() throws {
    let findings = check("version: 1\nplugins: [own.so]\n").findings
    let finding = try #require(findings.first { $0.code == "no-plugins" })
    let page = try #require(finding.help.first?.split(separator: ": ").last?.split(separator: ", "))
    #expect(page[0] == "Docs/AddingAStage.md")
    let heading = page[1].replacing("'", with: "")
    #expect(Block.lines(of: String(page[0])).contains("## \(heading)"))
  }
}
