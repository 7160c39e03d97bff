import Foundation
import Testing

/// A folder for one test, in which the program runs; gone with it.
final class Bed {
  let folder: String
  private let base: String
  private let hidden: String
  private var starts = 0

  init() throws {
    base =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-command-\(UUID().uuidString)").path
    folder = "\(base)/work"
    hidden = "\(base)/output"
    for path in [folder, hidden] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: base) }

  /// A folder with these files.
  convenience init(_ files: KeyValuePairs<String, String>) throws {
    try self.init()
    for (name, text) in files { try write(name, text) }
  }

  // MARK: files

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try FileManager.default.createDirectory(
      atPath: (path(name) as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
  }

  func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
  }

  func lines(_ name: String) -> [String] { text(name).split(separator: "\n").map(String.init) }

  /// The objects of a file of JSON lines.
  func objects(_ name: String) throws -> [[String: Any]] { try lines(name).map(Bed.object) }

  static func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// Everything below the folder, hidden names too; folders left out.
  var names: [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  /// Names of unfinished files.
  var leftovers: [String] { names.filter { $0.hasSuffix(".tmp") } }

  func mode(_ name: String) throws -> Int {
    let found = try FileManager.default.attributesOfItem(atPath: path(name))
    return try #require(found[.posixPermissions] as? Int)
  }

  // MARK: programs

  /// Starts `richline`; without `input` its standard input is a pipe that the test writes to.
  func start(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
  ) throws -> Child {
    try start(program: [Program.path] + arguments, input: input, environment: environment)
  }

  private func start(
    program: [String], input: String?, environment: [String: String]
  ) throws -> Child {
    starts += 1
    let output = "\(hidden)/\(starts)"
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    let child = try Child(
      program, in: folder, output: output, environment: environment, input: input)
    child.bed = self
    return child
  }

  /// Runs `richline` to its end, with nothing on its standard input.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Ended {
    try start(arguments, input: "/dev/null", environment: environment).end()
  }

  /// Runs `richline` with a pipe on its standard input that brings these bytes.
  func run(_ arguments: String..., stdin: String) throws -> Ended {
    let child = try start(arguments)
    child.put(stdin)
    child.closeInput()
    return try child.end()
  }

  /// Runs a script of bash, in which `$richline` is the program.
  func shell(_ script: String, environment: [String: String] = [:]) throws -> Ended {
    var environment = environment
    environment["PATH"] = "/usr/bin:/bin"
    environment["richline"] = Program.path
    return try start(
      program: ["/bin/bash", "-c", script], input: "/dev/null", environment: environment
    ).end()
  }
}
