import Foundation
import StageKit
import Testing

@testable import Connectors

struct FilesSinkTests {
  @Test func `a file has its name only at the end`() throws {
    let folder = Folder()
    let writer = try sink(folder, "out/a/events.tsv").open(preamble: "one\ttwo\n")
    try writer.write("1\t2\n3\t4\n")
    #expect(writer.confirmed == 0)
    try writer.flush()
    #expect(writer.confirmed == 2)
    let hidden = try FileManager.default.contentsOfDirectory(atPath: folder["out/a"])
    #expect(hidden.count == 1)
    #expect(hidden[0].hasPrefix(".events.tsv.\(getpid())-"))
    #expect(hidden[0].hasSuffix(".tmp"))
    _ = try writer.prepare()
    #expect(folder.text("out/a/events.tsv") == nil)
    try writer.finish()
    writer.abort()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder["out/a"]) == ["events.tsv"])
    #expect(folder.text("out/a/events.tsv") == "one\ttwo\n1\t2\n3\t4\n")
    #expect(writer.confirmed == 2)
  }

  @Test func `an ended run leaves nothing`() throws {
    let folder = Folder()
    let aborted = try sink(folder, "a").open()
    try aborted.write("x\n")
    aborted.abort()
    aborted.abort()
    #expect(message { try aborted.finish() } == "cannot write 'a': bad file descriptor")
    var forgotten: (any SinkWriter)? = try sink(folder, "b").open()
    try forgotten?.write("x\n")
    forgotten = nil
    #expect(folder.names == [])
  }

  @Test(arguments: [
    ("fail", nil), ("replace", ["out.tsv"]), ("number", ["out-2.tsv", "out.tsv"]),
  ])
  func `a file that is there already`(mode: String, names: [String]?) throws {
    let folder = Folder()
    folder.write("out.tsv", "old\n")
    let sink = try sink(folder, "out.tsv", ["if_exists": .text(mode)])
    guard let names else {
      let expected =
        "'out.tsv' exists already; 'if_exists: replace' or 'if_exists: number' would write"
      #expect(message { _ = try sink.open() } == expected)
      #expect(folder.names == ["out.tsv"])
      return
    }
    let writer = try sink.open()
    try writer.write("new\n")
    #expect(folder.text("out.tsv") == "old\n")
    try writer.finish()
    #expect(folder.names == names)
    #expect(folder.text(names[0]) == "new\n")
  }

  @Test func `a file that came meanwhile is not overwritten`() throws {
    let folder = Folder()
    let writer = try sink(folder, "out.tsv").open()
    try writer.write("new\n")
    folder.write("out.tsv", "theirs\n")
    let expected =
      "'out.tsv' exists already; 'if_exists: replace' or 'if_exists: number' would write"
    #expect(message { _ = try writer.prepare() } == expected)
    #expect(message { try writer.finish() } == expected)
    writer.abort()
    #expect(folder.names == ["out.tsv"])
    #expect(folder.text("out.tsv") == "theirs\n")
  }

  @Test(arguments: ["fail", "replace"])
  func `two sinks of a run cannot take one name`(mode: String) throws {
    let folder = Folder()
    symlink(".", folder["link"])
    let first = try sink(folder, "out.tsv", ["if_exists": .text(mode)]).open()
    let second = try sink(folder, "link/./out.tsv", ["if_exists": .text(mode)])
    #expect(
      message { _ = try second.open() }
        == "'link/./out.tsv' is written by another sink already")
    first.abort()
    try second.open().abort()
  }

  @Test func `a numbered file leaves the name of another sink alone`() throws {
    let folder = Folder()
    let first = try sink(folder, "out.tsv").open()
    let numbered = try sink(folder, "out.tsv", ["if_exists": .text("number")]).open()
    try numbered.finish()
    try first.finish()
    #expect(folder.names == ["out-2.tsv", "out.tsv"])
  }

  @Test func `numbers are never given twice`() async throws {
    let folder = Folder()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for round in 0..<10 {
            let writer = try sink(folder, "f.ndjson", ["if_exists": .text("number")]).open()
            try writer.write("\(task)-\(round)\n")
            try writer.finish()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(folder.names.count == 80)
    #expect(Set(folder.names.map { folder.text($0) }).count == 80)
    #expect(folder.names.contains("f-80.ndjson"))
  }

  @Test func `without links a name is taken by an empty file first`() throws {
    let folder = Folder()
    folder.write("temporary", "new\n")
    folder.write("taken", "old\n")
    #expect(try !FileNaming.occupy(folder["temporary"], folder["taken"]))
    #expect(try FileNaming.occupy(folder["temporary"], folder["free"]))
    #expect(folder.names == ["free", "taken"])
    #expect(folder.text("free") == "new\n")
  }

  @Test(arguments: [("public", 0o640), ("private", 0o600)] as [(String, UInt32)])
  func `a private file is its owner's`(mode: String, expected: UInt32) async {
    await #expect(processExitsWith: .success) { [mode, expected] in
      umask(0o027)
      let folder = Folder()
      let writer = try sink(folder, "new/out", ["mode": .text(mode)]).open()
      try writer.finish()
      precondition(folder.permissions("new/out") == expected)
      precondition(folder.permissions("new") == 0o750)
    }
  }

  @Test(arguments: [
    ("folder", "cannot write 'folder': it is a folder"),
    ("file/x", "cannot open 'file/x': not a directory"),
    (
      "dangling",
      "'dangling' exists already; 'if_exists: replace' or 'if_exists: number' would write"
    ),
    ("/proc/nothing/x", "cannot make the folder '/proc/nothing': no such file or directory"),
    ("/dev/full/x", "cannot open '/dev/full/x': not a directory"),
    ("/dev/fd/987", "cannot open '/dev/fd/987': bad file descriptor"),
  ])
  func `targets that cannot be`(path: String, expected: String) throws {
    let folder = Folder()
    folder.write("folder/x", "")
    folder.write("file", "")
    symlink("nowhere", folder["dangling"])
    let sink = try sink(folder, path)
    #expect(message { _ = try sink.open() } == expected)
  }

  @Test func `a very long name still has a hidden one`() throws {
    let folder = Folder()
    let name = String(repeating: "ä", count: 125) + ".tsv"
    let writer = try sink(folder, name).open()
    try writer.write("x\n")
    try writer.finish()
    #expect(folder.names == [name])
  }

  @Test func `the path of a file has a number and is relative to the pipeline`() throws {
    let folder = Folder()
    try sink(folder, "out/e-{part}.tsv").open().finish()
    #expect(folder.text("out/e-1.tsv") == "")
  }
}
