import Foundation
import Richline
import Testing

@Suite struct `the tree is tidy` {
  // MARK: arrows

  /// What each target may import of ours and of system libraries; the table of Docs/Architecture.md.
  static let arrows: [String: Set<String>] = [
    "EventModel": ["CKernels"],
    "DiagnosticKit": [],
    "Digests": ["CCrypto", "EventModel"],
    "FileSystem": ["CFileCalls"],
    "Packing": ["CZlib", "CISAL", "CDeflate", "CZstd"],
    "MarkedYAML": ["CYAML", "DiagnosticKit"],
    "WebValues": ["EventModel", "CKernels"],
    "Expressions": ["EventModel", "DiagnosticKit", "WebValues", "Digests", "LookupKit"],
    "LookupKit": [
      "CMaxMindDB", "CKernels", "MarkedYAML", "EventModel", "DiagnosticKit", "WebValues",
      "Digests",
    ],
    "UserAgents": [
      "CPCRE2", "CKernels", "MarkedYAML", "EventModel", "DiagnosticKit", "WebValues",
    ],
    "StageKit": [
      "EventModel", "DiagnosticKit", "FileSystem", "LookupKit", "Expressions", "WebValues",
      "CKernels",
    ],
    "Connectors": ["StageKit", "FileSystem", "Digests", "Packing"],
    "Downloads": ["CCurl", "Connectors", "StageKit", "FileSystem", "Digests"],
    "Formats": ["StageKit", "Digests", "CKernels"],
    "PipelineConfig": [
      "MarkedYAML", "StageKit", "Expressions", "EventModel", "DiagnosticKit",
    ],
    "Engine": [
      "PipelineConfig", "StageKit", "Expressions", "FileSystem", "Digests", "CKernels",
      "EventModel", "LookupKit", "WebValues", "DiagnosticKit",
    ],
    "Richline": ["Engine", "Formats", "PipelineConfig", "StandardCatalog", "StageKit"],
    "PipelineTrials": ["Engine", "PipelineConfig", "StageKit", "MarkedYAML", "DiagnosticKit"],
    "ControlServer": [
      "Richline", "PipelineConfig", "PipelineTrials", "Engine", "NIOCore", "NIOPosix", "NIOHTTP1",
    ],
    "RunLogging": ["Richline", "Logging"],
    "RichlineService": [
      "Richline", "Engine", "ControlServer", "RunLogging", "Logging", "ServiceLifecycle",
    ],
    "RichlineProgram": ["RichlineCommand"],
    "RichlineCommand": [
      "StageKit", "Richline", "ArgumentParser", "ControlServer", "PipelineTrials", "RunLogging",
      "Logging", "Digests",
    ],
    "StageTesting": ["StageKit", "PipelineConfig", "Engine", "DiagnosticKit"],
    "VectorSuite": ["Richline", "Formats"],
    "VectorCommand": ["VectorSuite"],
  ]

  static let systems: Set<String> = [
    "Glibc", "Musl", "Synchronization", "Foundation", "FoundationEssentials", "Swift",
  ]

  private func imports(_ path: String) -> [String] {
    Tree.lines(path).compactMap { line in
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first,
        ["public", "package", "private", "internal", "@_exported", "@testable"].contains(first)
      {
        words.removeFirst()
      }
      guard words.first == "import", words.count >= 2 else { return nil }
      // `import struct Module.Type`
      if ["class", "struct", "enum"].contains(words[1]), words.count > 2 { words.remove(at: 1) }
      return words[1].split(separator: ".").first.map(String.init)
    }
  }

  @Test func `arrows point down only`() {
    for path in Tree.files("Sources", ending: ".swift") {
      let target = String(path.split(separator: "/")[1])
      guard target != "StandardCatalog" else { continue }
      let allowed = Self.arrows[target] ?? []
      for name in imports(path) where !Self.systems.contains(name) {
        #expect(allowed.contains(name), "\(path) imports \(name): see Docs/Architecture.md")
      }
    }
  }

  @Test func `enrichments know nothing but StageKit and a library of their own`() {
    let own: [String: Set<String>] = [
      "UserAgentParser": ["UserAgents"], "RefererParser": ["MarkedYAML"],
      "Hash": ["Digests"], "Dedupe": ["Digests"], "Explode": ["Digests"],
    ]
    for folder in Tree.names("enrichments") {
      for path in Tree.files("enrichments/\(folder)/Sources", ending: ".swift") {
        for name in imports(path) where !Self.systems.contains(name) && name != "StageKit" {
          #expect(own[folder]?.contains(name) == true, "\(path) imports \(name)")
        }
      }
    }
  }

  @Test(arguments: [
    ("CYAML", "MarkedYAML"), ("CMaxMindDB", "LookupKit"), ("CPCRE2", "UserAgents"),
    ("CZlib", "Packing"), ("CISAL", "Packing"), ("CDeflate", "Packing"), ("CZstd", "Packing"),
    ("CCurl", "Downloads"), ("CCrypto", "Digests"), ("NIOCore", "ControlServer"),
    ("NIOPosix", "ControlServer"), ("NIOHTTP1", "ControlServer"),
    ("ServiceLifecycle", "RichlineService"), ("ArgumentParser", "RichlineCommand"),
  ])
  func `each library from outside is seen by one target`(library: String, target: String) {
    for path in Tree.files("Sources", ending: ".swift")
      + Tree.files("enrichments", ending: ".swift")
    where imports(path).contains(library) {
      #expect(path.contains("/\(target)/"), "\(path) imports \(library)")
    }
  }

  @Test func `Foundation stays out of everything that runs events`() {
    let free = ["VectorSuite", "VectorCommand"]
    for path in Tree.files("Sources", ending: ".swift")
      + Tree.files("enrichments", ending: ".swift")
    where !path.contains("/Tests/") && !free.contains(where: { path.contains("/\($0)/") }) {
      #expect(!imports(path).contains("Foundation"), "\(path) imports Foundation")
    }
  }

  // MARK: folders

  @Test func `every enrichment is in the manifest and in the catalogue and named after its spec`() {
    let manifest = Tree.text("Package.swift")
    let catalog = Tree.text("Sources/StandardCatalog/Catalog.swift")
    let folders = Tree.names("enrichments")
    #expect(folders.count == Catalog.registry.stages.count)
    for folder in folders {
      #expect(
        manifest.contains("Enrichment(folder: \"\(folder)\""), "\(folder): not in Package.swift")
      #expect(catalog.contains("import \(folder)Stage\n"), "\(folder): not in Catalog.swift")
      let names = Catalog.registry.stages.map { $0.spec.name.filter { $0 != "_" } }
      #expect(names.contains(folder.lowercased()), "\(folder): no stage has this name")
      for part in ["README.md", "Sources", "Tests"] {
        #expect(Tree.names("enrichments/\(folder)").contains(part), "\(folder) has no \(part)")
      }
    }
  }

  @Test func `every data file says where it comes from`() {
    for folder in Tree.names("enrichments") {
      let files = Tree.names("enrichments/\(folder)/data")
      guard !files.isEmpty else { continue }
      let source = Tree.text("enrichments/\(folder)/data/SOURCE.txt")
      for file in files where file != "SOURCE.txt" {
        #expect(
          source.contains(file), "enrichments/\(folder)/data/SOURCE.txt does not name \(file)")
      }
    }
  }

  // MARK: length

  @Test func `no file is longer than 600 lines`() {
    for path in Tree.swiftFiles {
      let count = Tree.lines(path).count
      #expect(count <= 600, "\(path) has \(count) lines")
    }
  }

  @Test func `no function is longer than 70 lines`() {
    for path in Tree.swiftFiles {
      for (name, count) in functions(path) where count > 70 {
        Issue.record("\(path): \(name) has \(count) lines")
      }
    }
  }

  /// Functions with their numbers of lines: from `func` or `init` to the brace at the same depth of
  /// indentation, which the formatter guarantees.
  private func functions(_ path: String) -> [(String, Int)] {
    let lines = Tree.lines(path)
    var found: [(String, Int)] = []
    for (number, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }
      let words = line.split(separator: " ")
      guard words.contains("func") || line.contains(" init(") || line.contains(" deinit {") else {
        continue
      }
      let close = indent + "}"
      guard !line.hasSuffix("}"),
        let end = lines[(number + 1)...].firstIndex(where: {
          $0 == close || $0.hasPrefix(close + " ")
        })
      else { continue }
      found.append((String(line.trimmingCharacters(in: .whitespaces).prefix(60)), end - number + 1))
    }
    return found
  }

  @Test func `nothing is forced outside tests`() {
    for path in Tree.files("Sources", ending: ".swift")
      + Tree.files("enrichments", ending: ".swift")
    where !path.contains("/Tests/") {
      for (number, line) in Tree.lines(path).enumerated() {
        #expect(!line.contains("try!"), "\(path):\(number + 1)")
        #expect(!line.contains("fatalError("), "\(path):\(number + 1)")
      }
    }
  }

  // MARK: generated

  @Test func `reference pages are fresh`() {
    for page in ReferencePages.pages(Catalog.registry) {
      #expect(Tree.text(page.path) == page.text, "\(page.path) is stale: run 'make docs'")
    }
    let paths = Set(ReferencePages.pages(Catalog.registry).map(\.path))
    for path in Tree.files("Docs/Reference") {
      #expect(paths.contains(path), "\(path) belongs to nothing that is installed: remove it")
    }
  }

  @Test func `option tables of the stages are fresh`() {
    for table in ReferencePages.optionTables(Catalog.registry) {
      for folder in Tree.names("enrichments") where table.belongs(to: folder) {
        let text = Tree.text("enrichments/\(folder)/README.md")
        #expect(text.contains("<!-- options -->"), "enrichments/\(folder)/README.md has no marks")
        #expect(
          table.replacing(in: text) == text,
          "enrichments/\(folder)/README.md is stale: run 'make docs'")
      }
    }
  }

  @Test func `the architecture page names every target`() {
    let page = Tree.text("Docs/Architecture.md")
    for folder in Tree.names("Sources") {
      #expect(page.contains("`\(folder)`"), "Docs/Architecture.md does not name \(folder)")
    }
  }

  // MARK: words

  /// The words of a mistake are spread over several `switch`es, so no compiler asks for them.
  @Test func `every mistake of a pipeline file is made somewhere and has words`() {
    let folder = "Sources/PipelineConfig"
    let cases = Tree.lines("\(folder)/File/Mistake.swift")
      .compactMap { $0.firstMatch(of: /^  case (\w+)/)?.output.1 }
    #expect(cases.count >= 90)
    let files = Tree.files(folder, ending: ".swift")
    func names(_ files: [String]) -> Set<Substring> {
      Set(files.flatMap { Tree.text($0).matches(of: /\.(\w+)/).map(\.output.1) })
    }
    let words = names(files.filter { $0.hasSuffix("Words.swift") })
    let makers = names(files.filter { !$0.contains("/Mistake") })
    for mistake in cases {
      #expect(words.contains(mistake), "\(mistake) has no words")
      #expect(makers.contains(mistake), "nobody makes \(mistake)")
    }
  }

  // MARK: pages

  @Test func `the README leads to every page`() {
    let readme = Tree.text("README.md")
    for page in Tree.names("Docs") where page.hasSuffix(".md") {
      #expect(readme.contains("(Docs/\(page))"), "README.md does not link Docs/\(page)")
    }
  }

  @Test func `scripts and targets of make that pages name are there`() {
    let targets = Set(
      Tree.lines("Makefile").compactMap { $0.firstMatch(of: /^([a-z-]+):/)?.output.1 })
    let pages =
      ["README.md", "CONTRIBUTING.md", "Makefile"]
      + (Tree.files("Docs", ending: ".md") + Tree.files("examples", ending: "README.md"))
    for page in pages {
      let text = Tree.text(page)
      for name in text.matches(of: /scripts\/([a-z_-]+)/).map(\.output.1) {
        #expect(Tree.names("scripts").contains(String(name)), "\(page): no scripts/\(name)")
      }
      for name in text.matches(of: /(?:`|\n)make ([a-z-]+)/).map(\.output.1) {
        #expect(targets.contains(name), "\(page): no 'make \(name)'")
      }
    }
  }
}
