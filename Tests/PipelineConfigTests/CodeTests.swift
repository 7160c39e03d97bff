import DiagnosticKit
import Foundation
import PipelineConfig
import Richline
import Testing

@Suite("every code is explained and shown") struct CodeTests {
  /// Codes that no fixture shows, and why.
  static let withoutFixture = [
    "yaml-file-too-large": "a megabyte: MarkedYAMLTests",
    "yaml-too-many-values": "100,000 values: MarkedYAMLTests",
    "no-downloads": "a library is missing then",
    "not-downloaded": "of what a run would fetch: CommandTests",
    "old-lookup": "of a file and a clock: CommandTests",
    "yaml-format": "a mistake of the program that is not known",
  ]

  private static let pages = Set(CodePages.all.map(\.code))

  @Test func `each code has one page`() { #expect(Self.pages.count == CodePages.all.count) }

  @Test func `the fixtures show all codes, and no other ones`() throws {
    var shown: Set<String> = []
    for fixture in Fixture.bad { shown.formUnion(try fixture.result.findings.map(\.code)) }
    for code in shown.sorted() {
      #expect(Self.pages.contains(code), "no page in Sources/Richline/Reference/Codes: \(code)")
    }
    for code in Self.pages.sorted() where Self.withoutFixture[code] == nil {
      #expect(shown.contains(code), "no fixture shows \(code)")
    }
    for code in Self.withoutFixture.keys {
      #expect(!shown.contains(code) && Self.pages.contains(code), "\(code)")
    }
  }

  /// Codes as the sources state them, before a place or behind a severity.
  private static var statements: [Regex<(Substring, Substring)>] {
    [
      /\.(?:error|warning|note)\(\s*"([a-z-]+)",\s*at:/,
      /Finding\(\s*\.\w+,\s*"([a-z-]+)"/,
      /finding\(\s*(?:nil|"\w*"|[\w.]+),\s*"([a-z-]+)"/,
      /\? "([a-z]+(?:-[a-z]+)+)" : "[a-z-]+",/,
      /\(\s*"([a-z]+(?:-[a-z]+)*)",\s*(?:"|is[A-Z]|namesC)/,
    ]
  }

  @Test func `every code in the sources has a page`() throws {
    var found: Set<String> = []
    for path in try sources() {
      let text = try String(contentsOf: path, encoding: .utf8)
      let isWords = path.lastPathComponent.hasPrefix("Mistake+")
      for statement in isWords ? Self.statements : Array(Self.statements.prefix(3)) {
        found.formUnion(text.matches(of: statement).map { String($0.output.1) })
      }
    }
    // What a test of a stage says is no finding of a file.
    found.subtract(["run", "reserved-key"])
    // Told as `lookup`, with the place in the data file in its message.
    found.subtract(["uap-rules", "referer-database"])
    #expect(found.count >= 65)
    for code in found.sorted() {
      #expect(Self.pages.contains(code), "no page in Sources/Richline/Reference/Codes: \(code)")
    }
    let texts = try sources().filter { !$0.path.contains("/Reference/Codes/") }
      .map { try String(contentsOf: $0, encoding: .utf8) }
    for code in Self.pages.sorted() {
      let isSaid = texts.contains { $0.contains("\"\(code)\"") }
      #expect(isSaid, "nothing says \(code): remove its page")
    }
  }

  private func sources() throws -> [URL] {
    try ["Sources", "enrichments"].flatMap { folder in
      let root = Fixtures.root.appending(path: folder)
      let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
      return try #require(names).filter { $0.hasSuffix(".swift") && !$0.contains("Tests/") }
        .map { root.appending(path: $0) }
    }
  }

  @Test(arguments: CodePages.all.filter { !$0.mistake.isEmpty }.map(\.code))
  func `the mistake of a page gives its code, and its mending gives nothing`(code: String) throws {
    let page = try #require(CodePages.page(code))
    let wrong = check(Self.pipeline(page.mistake)).findings
    #expect(wrong.contains { $0.code == code }, "\(wrong)")
    let right = check(Self.pipeline(page.mended)).findings
    #expect(right.isEmpty, "\(right)")
  }

  @Test func `whatever has a name is explained`() {
    let names = ManualPages.names(TestStages.registry)
    #expect(names.count > 300)
    for name in Set(names) {
      #expect(!ManualPages.pages(named: name, TestStages.registry).isEmpty, "\(name)")
    }
    for spec in ComponentGroup.all(TestStages.registry).flatMap(\.specs) {
      for key in spec.keys {
        let pages = ManualPages.pages(named: "\(spec.name).\(key)", TestStages.registry)
        #expect(!pages.isEmpty, "\(spec.name).\(key)")
      }
    }
  }

  @Test func `a page shows mistake and mending, or neither`() {
    for page in CodePages.all {
      #expect(page.mistake.isEmpty == page.mended.isEmpty, "\(page.code)")
      #expect(page.summary.last != "." && page.summary.first?.isUppercase != true)
    }
  }

  /// A whole pipeline: the sections that a fragment leaves out stand above it.
  static func pipeline(_ fragment: String) -> String {
    let frame = [
      ("version", "version: 1\n"), ("sources", "sources: [{ use: stdin, format: ndjson }]\n"),
      (
        "sinks",
        """
        sinks:
          - { use: stdout, format: ndjson }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }

        """
      ),
    ]
    let missing = frame.filter { name, _ in
      !fragment.hasPrefix("\(name):") && !fragment.contains("\n\(name):")
    }
    return missing.map(\.1).joined() + fragment + "\n"
  }
}
