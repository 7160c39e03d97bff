import Foundation
import TestSupport

/// The source tree that the tests stand in.
enum Tree {
  static let root = URL(fileURLWithPath: SharedFolder.packageRoot)

  static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
  }

  /// Names in a folder, sorted; hidden ones left out.
  static func names(_ folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent(folder).path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// All files below a folder, as paths from the root.
  static func files(_ folder: String, ending: String = "") -> [String] {
    let base = root.appendingPathComponent(folder)
    guard let all = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return all.compactMap { $0 as? String }
      .filter { path in
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(
          atPath: base.appendingPathComponent(path).path, isDirectory: &isFolder)
        return !isFolder.boolValue && path.hasSuffix(ending) && !path.contains("/.build")
      }
      .map { "\(folder)/\($0)" }.sorted()
  }

  static let swiftFiles =
    files("Sources", ending: ".swift") + files("enrichments", ending: ".swift")
    + files("Tests", ending: ".swift")

  static func lines(_ path: String) -> [String] {
    text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
