import DiagnosticKit
import Foundation
import PipelineConfig
import StandardCatalog
import Testing

/// A pipeline file of `Fixtures`: of `bad`, with what is said of it in a file beside it, or of `good`.
struct Fixture: CustomTestStringConvertible, Sendable {
  /// The path below `Fixtures`.
  let path: String

  var testDescription: String { path }
  var url: URL { Fixtures.url(path) }
  var expectedURL: URL { url.deletingPathExtension().appendingPathExtension("expected") }

  var source: SourceFile {
    get throws { SourceFile(name: "web.yaml", bytes: Array(try Data(contentsOf: url))) }
  }

  var expected: String {
    get throws { String(decoding: try Data(contentsOf: expectedURL), as: UTF8.self) }
  }

  /// What checking gives. A first line `# check: filter` makes a filter of the pipeline,
  /// `# check: headers` looks at its databases as well.
  var result: (plan: Plan?, findings: Findings) {
    get throws {
      let source = try source
      let words = source.line(1).split(separator: " ")
      let isFilter = words.starts(with: ["#", "check:", "filter"])
      let result = check(source, for: isFilter ? .filter(FilterWish()) : .run)
      guard words.starts(with: ["#", "check:", "headers"]) else {
        return (result.plan, result.findings)
      }
      do throws(Findings) { try result.plan?.lookAtLookups() } catch { return (nil, error) }
      return (result.plan, result.findings)
    }
  }

  /// All findings as a terminal shows them.
  var said: String {
    get throws { FindingPrinter().text(try result.findings) }
  }

  static let bad = all(in: "bad")
  static let good = all(in: "good")

  private static func all(in folder: String) -> [Fixture] {
    let names = FileManager.default.enumerator(atPath: Fixtures.url(folder).path)
    return (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".yaml") }
      .sorted().map { Fixture(path: "\(folder)/\($0)") }
  }
}

enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")
  static let root = folder.appending(path: "../../..").standardizedFileURL

  static func url(_ name: String) -> URL { folder.appending(path: name) }
}

/// Checks text as the file `web.yaml` against what is installed, and the stages of these tests.
func check(_ yaml: String) -> CheckResult { check(SourceFile(name: "web.yaml", text: yaml)) }

func check(_ source: SourceFile, for purpose: Purpose = .run) -> CheckResult {
  Checker.check(source, registry: TestStages.registry, for: purpose)
}
