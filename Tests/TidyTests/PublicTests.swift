import Foundation
import Testing

@Suite struct `what is public` {
  private static let sources =
    Tree.files("Sources", ending: ".swift")
    + Tree.files("enrichments", ending: ".swift").filter { !$0.contains("/Tests/") }

  @Test func `is documented`() {
    let known = PublicDeclarations.requirements(of: Self.sources)
    for item in PublicDeclarations(of: Self.sources).all
    where !item.isDocumented && !known.contains(item.name) && !item.text.contains("case ") {
      Issue.record("\(item.path):\(item.line): \(item.name) has no documentation")
    }
  }

  /// Libraries of the package, and what they export with them.
  static let exported = [
    "DiagnosticKit", "Engine", "EventModel", "Expressions", "FileSystem", "LookupKit",
    "PipelineConfig", "Richline", "RichlineCommand", "RichlineService", "StageKit", "StageTesting",
    "StandardCatalog", "UserAgents", "WebValues",
  ]

  /// A change of what others may use shows in review: `RICHLINE_RECORD=1` writes the lists anew.
  @Test(arguments: exported) func `stands in the lists of symbols`(target: String) throws {
    let path = "Docs/Symbols/\(target).txt"
    let items = PublicDeclarations(of: Tree.files("Sources/\(target)", ending: ".swift")).all
    let text = items.map(\.text).sorted().map { $0 + "\n" }.joined()
    if ProcessInfo.processInfo.environment["RICHLINE_RECORD"] != nil {
      try text.write(
        to: Tree.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
    }
    #expect(Tree.text(path) == text, "\(path) is stale: RICHLINE_RECORD=1 swift test … writes it")
  }
}

@Suite struct `the page of dependencies` {
  private static let page = Tree.text("Docs/Dependencies.md")

  @Test func `names every package of the manifest`() {
    let urls = Tree.lines("Package.swift").filter { $0.contains("https://") }
      .compactMap { $0.split(separator: "\"").first { $0.hasPrefix("https://") } }
    #expect(urls.count >= 4)
    for url in urls {
      let name = url.split(separator: "/").last.map { $0.replacing(".git", with: "") } ?? ""
      #expect(Self.page.contains("| \(name) "), "Docs/Dependencies.md does not name \(name)")
    }
  }

  @Test func `names every package of the system`() {
    let script = Tree.text("scripts/install-dependencies")
    let names = script.matches(of: /(?m)^(?:packages|faster)=\(([^)]*)\)/)
      .flatMap { $0.output.1.split { $0 == " " || $0.isNewline } }
    #expect(names.count >= 8)
    for name in names {
      #expect(
        Self.page.contains(" \(name) ") || Self.page.contains("`\(name)`"),
        "Docs/Dependencies.md does not name \(name)")
    }
  }
}
