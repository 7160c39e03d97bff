import DiagnosticKit
import Foundation
import PipelineConfig
import StandardCatalog
import Testing

/// Blocks of YAML that show a part of a pipeline: a section, a component, an option or two.
@Suite struct `parts of pipelines on pages` {
  typealias Block = `the pages say what is true`.Block

  /// Pages below these folders, and pages by name; those that show whole pipelines are tested as such.
  private static let pages: [String] = {
    let whole = ["Docs/PipelineLanguage.md"]
    let folders = ["Docs", "enrichments", "examples"]
    return folders.flatMap { folder in
      let root = Fixtures.root.appending(path: folder).path
      let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
      return names.filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
    }
    .filter { !whole.contains($0) }.sorted()
  }()

  static let blocks = pages.flatMap(Block.all).filter { isPart($0.text) }

  private static let sections = ["lookups", "sources", "stages", "sinks", "run", "version"]

  /// Other blocks are data files.
  private static func isPart(_ text: String) -> Bool {
    let first = text.split(separator: "\n").first { !$0.hasPrefix("#") } ?? ""
    let starts = sections.map { "\($0):" } + ["use:", "format:", "- "]
    return starts.contains { first.hasPrefix($0) }
  }

  /// What a part cannot know: it stands in the rest of the file.
  private static let outside: Set = [
    "unknown-lookup", "unused-lookup", "missing-lookup", "unwritten-field", "unknown-field",
    "unread-field", "failed-sink", "no-sink",
  ]

  @Test(arguments: blocks)
  func `they are right as far as they go`(block: Block) {
    let text = CodeTests.pipeline(Self.section(block))
    let file = SourceFile(name: block.testDescription, text: text)
    let world = Surroundings(
      environment: { _ in "2" }, read: { _, _ in .failure(.refused("it is not on the page")) })
    let findings = Checker.check(file, registry: Catalog.registry, in: world).findings.filter {
      !Self.outside.contains($0.code) && !$0.message.hasPrefix("no field")
    }
    #expect(findings.isEmpty, "\(text)\n\(Findings(findings))")
  }

  @Test func `the pages have parts`() { #expect(Self.blocks.count >= 30) }

  /// The section in which a part stands, by the folder of its page.
  private static func section(_ block: Block) -> String {
    let (text, page) = (block.text, block.testDescription)
    if sections.contains(where: { text.contains("\($0):\n") || text.hasPrefix("\($0):") }) {
      return text
    }
    let isSink = page.contains("/sinks/") || page.contains("/output-formats/")
    let use =
      text.contains("use: ") && !text.hasPrefix("format:")
      ? "" : "use: std\(isSink ? "out" : "in")\n"
    let lines = (text.hasPrefix("- ") ? text : indented(use + text, by: "- ")).split(
      separator: "\n")
    return (isSink ? "sinks:\n" : "sources:\n") + lines.map { "  \($0)\n" }.joined()
  }

  private static func indented(_ text: String, by mark: String) -> String {
    let lines = text.split(separator: "\n")
    return lines.enumerated().map { ($0 == 0 ? mark : "  ") + $1 + "\n" }.joined()
  }
}
