import DiagnosticKit
import Engine
import Foundation
import PipelineConfig
import StandardCatalog
import Testing

/// A pipeline file of `Fixtures`: of `bad`, with what is said of it in a file beside it, or of `good`.
///
/// One named `web.yaml` has a folder of its own, with the other files that it may read: `set` for the
/// command line, `env` for the environment and `file` for `--env-file` are lines of `NAME=VALUE`.
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
      let result = Checker.check(
        source, registry: TestStages.registry, for: isFilter ? .filter(FilterWish()) : .run,
        in: surroundings)
      guard words.starts(with: ["#", "check:", "headers"]) else {
        return (result.plan, result.findings)
      }
      do throws(Findings) { _ = try result.plan?.glanceAtLookups(now: 0) } catch {
        return (nil, error)
      }
      return (result.plan, result.findings)
    }
  }

  /// All findings as a terminal shows them.
  var said: String {
    get throws { FindingPrinter().text(try result.findings) }
  }

  private var hasFolder: Bool { path.hasSuffix("/web.yaml") }

  private var surroundings: Surroundings {
    guard hasFolder else { return Fixtures.surroundings([:]) }
    let folder = url.deletingLastPathComponent()
    var files: [String: String] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
      let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
      files[text == nil ? name + "/" : name] = text ?? ""
    }
    func variables(_ name: String) -> [String: String] {
      let pairs = (files[name] ?? "").split(separator: "\n").map { line in
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), String(parts[1]))
      }
      return Dictionary(uniqueKeysWithValues: pairs)
    }
    return Fixtures.surroundings(
      files, settings: variables("set"), file: variables("file"), environment: variables("env"))
  }

  static let bad = all(in: "bad")
  static let good = all(in: "good")

  private static func all(in folder: String) -> [Fixture] {
    let names = FileManager.default.enumerator(atPath: Fixtures.url(folder).path)
    let files = (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".yaml") }
    let roots = files.filter { $0.hasSuffix("/web.yaml") }.map { $0.dropLast("web.yaml".count) }
    return files.filter { file in
      file.hasSuffix("/web.yaml") || !roots.contains { file.hasPrefix($0) }
    }
    .sorted().map { Fixture(path: "\(folder)/\($0)") }
  }
}

enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")
  static let root = folder.appending(path: "../../..").standardizedFileURL

  static func url(_ name: String) -> URL { folder.appending(path: name) }

  /// A world of a few files; a name that ends in `/` is a folder.
  static func surroundings(
    _ files: [String: String], settings: [String: String] = [:], file: [String: String] = [:],
    environment: [String: String] = [:]
  ) -> Surroundings {
    Surroundings(
      settings: settings, fileVariables: file, environment: { environment[$0] },
      read: { path, limit in
        if files[path + "/"] != nil { return .failure(.isFolder) }
        guard let text = files[path] else { return .failure(.refused("no such file or directory")) }
        return text.utf8.count > limit
          ? .failure(.tooLarge(limit: limit)) : .success(Array(text.utf8))
      })
  }
}

/// Checks text as the file `web.yaml` against what is installed, and the stages of these tests.
func check(_ yaml: String) -> CheckResult {
  Checker.check(
    SourceFile(name: "web.yaml", text: yaml), registry: TestStages.registry,
    in: Fixtures.surroundings([:]))
}
