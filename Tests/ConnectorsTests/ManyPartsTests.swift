import Foundation
import StageKit
import Testing

@testable import Connectors

/// Files that events choose: names come as the sink's path came to them, with 1 for `{part}`.
@Suite struct `files of a path with expressions` {
  private static let path = "out/{shop}/{part}.txt"

  private func writer(
    _ folder: Folder, _ path: String = Self.path, maxOpen: Int = 64,
    options: [String: OptionData] = [:], change: (inout SinkRun) -> Void = { _ in }
  ) throws -> any SinkWriter {
    var setup = Setup(
      FilesSink.spec, options.merging(["path": .text(path)]) { a, _ in a }, folder: folder.path)
    setup.templates["path"] = try Template.compile(path, placeholders: ["part", "run"]) { _ in
      .text
    }
    var run = SinkRun()
    run.id = "r"
    run.maxOpen = maxOpen
    change(&run)
    return try FilesSink(setup).open(run)
  }

  private func tree(_ folder: Folder) -> [String: String] {
    var files: [String: String] = [:]
    let all = FileManager.default.enumerator(atPath: folder["out"])?.compactMap { $0 as? String }
    for name in all ?? [] {
      if let text = folder.text("out/\(name)") { files[name] = text }
    }
    return files
  }

  @Test func `parts are numbered as they are begun`() throws {
    let folder = Folder()
    let writer = try writer(folder)
    try writer.write("1\n", to: "out/b/\u{1}.txt")
    try writer.write("2\n3\n", to: "out/a/\u{1}.txt")
    try writer.write("4\n", to: "out/b/\u{1}.txt")
    #expect(tree(folder).keys.allSatisfy { $0.hasSuffix(".tmp") })
    try writer.finish()
    #expect(tree(folder) == ["b/1.txt": "1\n4\n", "a/2.txt": "2\n3\n"])
    #expect(writer.confirmed == 4)
    #expect(writer.nextPart == 3)
  }

  @Test func `the one that was used least lately gives way`() throws {
    let folder = Folder()
    let writer = try writer(folder, maxOpen: 2)
    for (row, name) in [("1", "a"), ("2", "b"), ("3", "a"), ("4", "c"), ("5", "b"), ("6", "a")] {
      try writer.write("\(row)\n", to: "out/\(name)/\u{1}.txt")
    }
    try writer.finish()
    #expect(
      tree(folder) == [
        "a/1.txt": "1\n3\n", "b/2.txt": "2\n", "c/3.txt": "4\n", "b/4.txt": "5\n",
        "a/5.txt": "6\n",
      ])
  }

  @Test(arguments: [3, 17, 2026])
  func `where rows are cut into writes changes nothing`(seed: UInt64) throws {
    var random = Random(seed: seed)
    let rows = (0..<400).map { ("\($0)\n", "out/k\(random.below(6))/\u{1}.txt") }
    var results: [[String: String]] = []
    for piece in [1, 7, 400] {
      let folder = Folder()
      let writer = try writer(folder, maxOpen: 3)
      for start in stride(from: 0, to: rows.count, by: piece) {
        // As tickets come: rows of one file in a row are one write.
        var (text, name) = ("", "")
        for (row, target) in rows[start..<min(start + piece, rows.count)] {
          if target != name, !text.isEmpty {
            try writer.write(text, to: name)
            text = ""
          }
          name = target
          text += row
        }
        try writer.write(text, to: name)
        if piece == 7 { try writer.flush() }
      }
      try writer.finish()
      results.append(tree(folder))
    }
    #expect(results[0] == results[1] && results[1] == results[2])
    #expect(results[0].count > 6)
  }

  @Test func `parts that are large enough get their names`() throws {
    let folder = Folder()
    let writer = try writer(folder) { $0.rotation.size = 4 }
    try writer.write("123456\n", to: "out/a/\u{1}.txt")
    try writer.write("x\n", to: "out/b/\u{1}.txt")
    #expect(folder.text("out/a/1.txt") == nil)
    try writer.write("7\n", to: "out/a/\u{1}.txt")
    #expect(folder.text("out/a/1.txt") == "123456\n")
    try writer.finish()
    #expect(tree(folder) == ["a/1.txt": "123456\n", "b/2.txt": "x\n", "a/3.txt": "7\n"])
  }

  @Test func `each has the heading`() throws {
    let folder = Folder()
    let writer = try writer(folder) { $0.preamble = Array("h\n".utf8) }
    try writer.write("1\n", to: "out/a/\u{1}.txt")
    try writer.write("2\n", to: "out/b/\u{1}.txt")
    try writer.finish()
    #expect(tree(folder) == ["a/1.txt": "h\n1\n", "b/2.txt": "h\n2\n"])
    #expect(writer.confirmed == 2)
  }

  @Test func `a file that is there already ends the run`() throws {
    let folder = Folder()
    folder.write("out/a/1.txt", "old\n")
    let writer = try writer(folder)
    #expect(
      message { try writer.write("1\n", to: "out/a/\u{1}.txt") }
        == "'out/a/1.txt' exists already; 'if_exists: replace' or 'if_exists: number' would write")
    #expect(
      message { _ = try writer.prepare() }
        == "'out/a/1.txt' exists already; 'if_exists: replace' or 'if_exists: number' would write")
  }

  @Test func `without a number files of one name are numbered`() throws {
    let folder = Folder()
    let writer = try writer(
      folder, "out/{shop}.txt", maxOpen: 1, options: ["if_exists": .text("number")])
    for (row, name) in [("1", "a"), ("2", "b"), ("3", "a")] {
      try writer.write("\(row)\n", to: "out/\(name).txt")
    }
    try writer.finish()
    #expect(tree(folder) == ["a.txt": "1\n", "b.txt": "2\n", "a-2.txt": "3\n"])
  }

  @Test func `a run that ends badly leaves nothing`() throws {
    let folder = Folder()
    let writer = try writer(folder, maxOpen: 1)
    try writer.write("1\n", to: "out/a/\u{1}.txt")
    try writer.write("2\n", to: "out/b/\u{1}.txt")
    writer.abort()
    #expect(tree(folder) == [:])
  }

  @Test func `a folder that cannot be made is known before anything is read`() throws {
    let folder = Folder()
    folder.write("out", "a file\n")
    #expect(
      message { _ = try writer(folder) } == "cannot make the folder 'out': not a directory")
  }

  @Test func `a pipe is no file`() throws {
    let folder = Folder()
    folder.write("out/a/x", "")
    try #require(mkfifo(folder["out/a/1.txt"], 0o600) == 0)
    let writer = try writer(folder, options: ["if_exists": .text("replace")])
    #expect(
      message { try writer.write("1\n", to: "out/a/\u{1}.txt") }
        == "cannot write 'out/a/1.txt': it is no file")
  }
}

/// A small generator.
private struct Random {
  var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }
}

extension SinkWriter {
  fileprivate func write(_ rows: String, to name: String) throws {
    let (rows, name) = (Array(rows.utf8), Array(name.utf8))
    try rows.withUnsafeBytes { rows in try name.withUnsafeBytes { try write(rows, to: $0) } }
  }
}
