import Foundation
import Richline

/// What an example gives when it is run in a copy of the tree.
struct ExampleRun {
  /// What was written, by path below `out/`; unpacked, and without `.gz`, when it was packed. What
  /// went to the standard output is `stdout.ndjson`, of a filter `stdout.lines`.
  private(set) var output: [String: Data] = [:]
  /// Files that appeared beside `out/`.
  private(set) var strays: [String] = []
  /// The printed balance, and what went wrong.
  private(set) var balance: [String] = []

  /// The time that stands for now: 2026-03-15T00:00:00Z.
  private static let now = (text: "2026-03-15T00:00:00Z", milliseconds: Int64(1_773_532_800_000))

  init(_ example: Example, workers: Int) throws {
    let tree = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-example-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: tree) }
    let folder = try ExampleRun.copy(example, to: tree)
    let before = Set(try Example.files(folder).keys)
    let pipeline = folder.appendingPathComponent("pipeline.yaml")
    let text = try String(contentsOf: pipeline, encoding: .utf8)
    if Example.isThere(folder.appendingPathComponent("job.py")) {
      // Spark's share of the example has a script of its own.
      let input = try ExampleRun.joined(folder.appendingPathComponent("logs"), in: tree)
      try runCommand(folder, workers: workers, options: ["--filter"], input: input)
    } else if text.contains("use: stdin") {
      try runCommand(folder, workers: workers, input: try ExampleRun.log(in: folder))
    } else {
      try runLibrary(pipeline, workers: workers)
    }
    for (path, bytes) in try Example.files(folder) where !before.contains(path) {
      guard path.hasPrefix("out/") else {
        strays.append(path)
        continue
      }
      let name = String(path.dropFirst(4))
      let isPacked = name.hasSuffix(".gz")
      output[isPacked ? String(name.dropLast(3)) : name] =
        isPacked ? try ExampleRun.unpacked(folder.appendingPathComponent(path)) : bytes
    }
  }

  /// Copies the example and the data that examples name, in the layout of the tree.
  private static func copy(_ example: Example, to tree: URL) throws -> URL {
    let manager = FileManager.default
    let folder = tree.appendingPathComponent("examples/\(example.name)")
    let data = tree.appendingPathComponent("enrichments/IPLookup")
    for place in [folder.deletingLastPathComponent(), data] {
      try manager.createDirectory(at: place, withIntermediateDirectories: true)
    }
    try manager.copyItem(at: example.folder, to: folder)
    for name in ["out", "expected"] {
      try? manager.removeItem(at: folder.appendingPathComponent(name))
    }
    try manager.copyItem(
      at: Example.root.appendingPathComponent("enrichments/IPLookup/data"),
      to: data.appendingPathComponent("data"))
    return folder
  }

  private mutating func runLibrary(_ pipeline: URL, workers: Int) throws {
    var settings = RunSettings()
    settings.workers = workers
    settings.now = ExampleRun.now.milliseconds
    let outcome = try Pipeline(path: pipeline.path).run(settings: settings)
    balance = outcome.messages + outcome.report
    if outcome.status != .good { balance.insert("the run is not good", at: 0) }
  }

  /// The only log of an example.
  private static func log(in folder: URL) throws -> URL {
    let logs = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".log") }
    guard logs.count == 1 else { throw ExampleProblem("one .log is wanted, not \(logs)") }
    return folder.appendingPathComponent(logs[0])
  }

  /// All files of a folder one behind the other, as a file.
  private static func joined(_ folder: URL, in tree: URL) throws -> URL {
    let file = tree.appendingPathComponent("input")
    let parts = try Example.files(folder).sorted { $0.key < $1.key }
    try Data(parts.flatMap(\.value)).write(to: file)
    return file
  }

  /// Runs the program with a file as standard input.
  private mutating func runCommand(
    _ folder: URL, workers: Int, options: [String] = [], input: URL
  ) throws {
    let errors = folder.deletingLastPathComponent().appendingPathComponent("stderr")
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = try ExampleRun.program()
    process.arguments =
      [
        "run", "pipeline.yaml", "--now", ExampleRun.now.text, "--workers", "\(workers)",
      ] + options
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardError = try FileHandle(forWritingTo: errors)
    output[options.isEmpty ? "stdout.ndjson" : "stdout.lines"] = try ExampleRun.output(of: process)
    balance = try String(contentsOf: errors, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let code = process.terminationStatus
    if code != 0 { balance.insert("the program ended with \(code)", at: 0) }
  }

  /// The command, which is built into the folder of the tests.
  private static func program() throws -> URL {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("richline")
    guard Example.isThere(program) else { throw ExampleProblem("no program at \(program.path)") }
    return program
  }

  private static func unpacked(_ file: URL) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", file.path]
    return try output(of: process)
  }

  private static func output(of process: Process) throws -> Data {
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return output
  }
}

struct ExampleProblem: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
