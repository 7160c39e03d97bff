import Foundation
import TestSupport
import Testing

/// A folder in `examples/`.
struct Example: CustomTestStringConvertible, Sendable {
  let name: String

  var testDescription: String { name }
  var folder: URL { Example.root.appendingPathComponent("examples/\(name)") }
  var expected: URL { folder.appendingPathComponent("expected") }
  var readme: URL { folder.appendingPathComponent("README.md") }

  /// Those that the standard program runs; a package of its own has a script `test`.
  static let all = folders.filter { !isThere($0.folder.appendingPathComponent("Package.swift")) }

  /// All examples, as they stand in the tree.
  static let folders: [Example] = {
    let folder = root.appendingPathComponent("examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { Example(name: $0) }
  }()

  /// The package.
  static let root = URL(fileURLWithPath: SharedFolder.packageRoot)

  static func isThere(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

  /// All files below a folder with their bytes, by path.
  static func files(_ folder: URL) throws -> [String: Data] {
    guard let all = FileManager.default.enumerator(atPath: folder.path) else { return [:] }
    var files: [String: Data] = [:]
    for case let path as String in all {
      let file = folder.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: file) }
    }
    return files
  }
}
