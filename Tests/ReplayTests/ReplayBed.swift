import Foundation
import Richline
import Testing

/// A folder with a pipeline that is run and replayed; gone with the test.
final class ReplayBed {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-replay-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ text: String) throws {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  /// Runs a pipeline, or tries failed events again, with all its checks; gives its report.
  @discardableResult
  func run(
    _ pipeline: String, failed: [String]? = nil, choosing choice: ReplayChoice = ReplayChoice(),
    status: RunOutcome.Status = .good
  ) throws -> RunOutcome {
    var settings = RunSettings()
    settings.now = 0
    settings.workers = 3
    let pipeline = try Pipeline(
      SourceFile(name: "p.yaml", text: pipeline),
      registry: Catalog.registry.adding(stages: [.stage(Picky.self)]), folder: folder,
      for: failed.map { .replay(files: $0.map { "\(folder)/\($0)" }) } ?? .run)
    let outcome =
      failed == nil
      ? try pipeline.run(settings: settings)
      : try pipeline.replay(choosing: choice, settings: settings)
    #expect(outcome.status == status, "\(outcome.messages) \(outcome.report)")
    return outcome
  }

  /// The lines of all files of a name, numbered or not, sorted.
  func lines(_ name: String) throws -> [String] {
    let stem = (name as NSString).deletingPathExtension
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = all.filter { $0 == name || $0.hasPrefix(stem + "-") }
    return try files.flatMap { file in
      try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
        .split(separator: "\n").map(String.init)
    }.sorted()
  }

  func objects(_ name: String) throws -> [[String: Any]] {
    try lines(name).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// Removes what was written, but the inputs.
  func clean() throws {
    for file in try FileManager.default.contentsOfDirectory(atPath: folder)
    where !file.hasPrefix("in") {
      try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
    }
  }
}
