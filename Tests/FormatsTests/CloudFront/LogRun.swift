import Foundation
import Richline
import Testing

/// Files of logs through a whole pipeline, in a folder of its own.
final class LogRun {
  typealias Object = [String: Any]

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-logs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  /// Packs all files that were written.
  func gzip() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-q", "-1"] + names
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  /// Events and failed events of all files whose names match; the balance of the run must hold.
  func run(_ pattern: String, _ format: String) throws -> (events: [Object], failures: [Object]) {
    let pipeline = """
      version: 1
      sources:
        - { use: files, path: "\(pattern)", format: \(format) }
      sinks:
        - { use: files, path: out/events.ndjson, format: ndjson, if_exists: replace }
        - { id: rejects, from: failed, use: files, path: out/failed.ndjson, if_exists: replace }
      """
    let plan = try Pipeline(SourceFile(name: "logs.yaml", text: pipeline), folder: folder.path)
    let outcome = try plan.run()
    #expect(outcome.status == .good, "\(outcome.messages)")
    return (try objects("out/events.ndjson"), try objects("out/failed.ndjson"))
  }

  /// The balance of a whole pipeline, and the failed events that it wrote to `out/failed.ndjson`.
  func books(_ pipeline: String) throws -> (report: [String], failures: [Object]) {
    let plan = try Pipeline(SourceFile(name: "logs.yaml", text: pipeline), folder: folder.path)
    let outcome = try plan.run()
    #expect(outcome.status == .good, "\(outcome.messages)")
    return (outcome.report, try objects("out/failed.ndjson"))
  }

  private func objects(_ name: String) throws -> [Object] {
    let path = folder.appendingPathComponent(name)
    guard let data = try? Data(contentsOf: path) else { return [] }
    return try data.split(separator: 10).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? Object)
    }
  }
}
