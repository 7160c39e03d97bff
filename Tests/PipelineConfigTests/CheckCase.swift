import DiagnosticKit
import Foundation
import PipelineConfig
import StandardCatalog
import Testing

/// A pipeline and everything that is said about it.
struct CheckCase: CustomTestStringConvertible {
  let testDescription: String
  let yaml: String
  let said: String

  /// The cases of a file in `Fixtures`: `=== name`, the pipeline, `---`, what is said.
  static func all(in name: String) -> [CheckCase] {
    let text = (try? String(contentsOf: Fixtures.url(name), encoding: .utf8)) ?? ""
    return text.components(separatedBy: "=== ").dropFirst().map { part in
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let halves = lines[1].components(separatedBy: "\n---\n")
      return CheckCase(
        testDescription: String(lines[0]), yaml: halves[0] + "\n",
        said: halves.count > 1 ? halves[1].trimmingCharacters(in: .newlines) : "")
    }
  }

  /// The file again, with what is said today; read the difference before it is committed.
  static func record(_ name: String) throws {
    let parts = all(in: name).map { one in
      "=== \(one.testDescription)\n\(one.yaml)---\n\(CheckCase.said(one.yaml))\n\n"
    }
    try parts.joined().write(to: Fixtures.url(name), atomically: true, encoding: .utf8)
  }

  /// All findings as a terminal shows them.
  static func said(_ yaml: String) -> String {
    FindingPrinter().text(check(yaml).findings).trimmingCharacters(in: .newlines)
  }
}

enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")
  static let root = folder.appending(path: "../../..").standardizedFileURL

  static func url(_ name: String) -> URL { folder.appending(path: name) }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: url(name), encoding: .utf8)
  }
}

/// Checks text as the file `web.yaml` against what is installed, and the stages of these tests.
func check(_ yaml: String) -> CheckResult {
  Checker.check(SourceFile(name: "web.yaml", text: yaml), registry: TestStages.registry)
}
