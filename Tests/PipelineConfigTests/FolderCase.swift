import DiagnosticKit
import Foundation
import PipelineConfig
import Testing

/// A pipeline of several files, or with variables, and everything that is said about it.
///
/// The cases of a file: `=== name`, then parts that begin with `+++` and a path, `set` for the
/// command line, `env` for the environment or `file` for `--env-file`; `---`, and what is said.
struct FolderCase: CustomTestStringConvertible {
  let testDescription: String
  let parts: [(name: String, text: String)]
  let said: String

  static func all(in name: String) -> [FolderCase] {
    let text = (try? String(contentsOf: Fixtures.url(name), encoding: .utf8)) ?? ""
    return text.components(separatedBy: "=== ").dropFirst().map { one in
      let lines = one.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let halves = lines[1].components(separatedBy: "\n---\n")
      let parts = ("\n" + halves[0]).components(separatedBy: "\n+++ ").dropFirst().map { part in
        let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(lines[0]), lines.count > 1 ? lines[1] + "\n" : "")
      }
      return FolderCase(
        testDescription: String(lines[0]), parts: parts,
        said: halves.count > 1 ? halves[1].trimmingCharacters(in: .newlines) : "")
    }
  }

  /// The file again, with what is said today; read the difference before it is committed.
  static func record(_ name: String) throws {
    let cases = all(in: name).map { one in
      let parts = one.parts.map { "+++ \($0.name)\n\($0.text)" }.joined()
      return "=== \(one.testDescription)\n\(parts)---\n\(one.saidToday)\n\n"
    }
    try cases.joined().write(to: Fixtures.url(name), atomically: true, encoding: .utf8)
  }

  var saidToday: String {
    FindingPrinter().text(check().findings).trimmingCharacters(in: .newlines)
  }

  func check() -> CheckResult {
    let files = Dictionary(uniqueKeysWithValues: parts.map { ($0.name, $0.text) })
    return Checker.check(
      SourceFile(name: "web.yaml", text: files["web.yaml"] ?? ""), registry: TestStages.registry,
      in: Self.surroundings(
        files, settings: Self.variables(files["set"]), file: Self.variables(files["file"]),
        environment: Self.variables(files["env"])))
  }

  private static func variables(_ text: String?) -> [String: String] {
    let pairs = (text ?? "").split(separator: "\n").map { line in
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), String(parts[1]))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

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
