import Foundation

/// Pipelines that stand in the tree and are good; one of a package of its own needs the stages of that.
enum Examples {
  /// Paths from the root.
  static let pipelines: [String] = {
    let folder = Fixtures.root.appending(path: "examples").path
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let packages = names.filter { $0.hasSuffix("/Package.swift") }.map { $0.dropLast(13) }
    return names.filter { name in
      name.hasSuffix("/pipeline.yaml") && !packages.contains { name.hasPrefix($0) }
    }
    .sorted().map { "examples/\($0)" }
  }()

  static let blocks = ["Docs/PipelineLanguage.md", "README.md"]
    .flatMap { `the pages say what is true`.Block.all(in: $0) }

  static let sample = `no text can break the checker`.sample

  static func text(_ path: String) throws -> String {
    try String(contentsOf: Fixtures.root.appending(path: path), encoding: .utf8)
  }
}
