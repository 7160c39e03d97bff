import Foundation
import TestSupport

/// The folders of examples in the tree.
enum Examples {
  static let root = URL(fileURLWithPath: SharedFolder.packageRoot)

  static let cities = root.appendingPathComponent("enrichments/IPLookup/data/sample-city.mmdb").path

  /// Those whose source is files, so that they can be tried as they stand.
  static let all: [String] = {
    let folder = root.appendingPathComponent("examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { name in
      let file = folder.appendingPathComponent("\(name)/pipeline.yaml")
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      let isFilter = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("\(name)/job.py").path)
      // A package of its own has stages of its own.
      let isPackage = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("\(name)/Package.swift").path)
      return text.contains("use: files") && !text.contains("use: stdin") && !isFilter && !isPackage
    }
  }()
}
