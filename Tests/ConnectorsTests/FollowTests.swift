import Foundation
import StageKit
import Testing

@testable import Connectors

/// Lines with names that no other content has.
private func text(_ name: String, _ numbers: ClosedRange<Int>) -> String {
  lines(name, numbers).map { $0 + "\n" }.joined()
}

private func lines(_ name: String, _ numbers: ClosedRange<Int>) -> [String] {
  numbers.map { "\(name) \($0)" }
}

extension Folder {
  fileprivate func append(_ name: String, _ text: String) {
    let file = FileHandle(forWritingAtPath: self[name])!
    file.seekToEndOfFile()
    file.write(Data(text.utf8))
    file.closeFile()
  }

  fileprivate func move(_ old: String, _ new: String) { rename(self[old], self[new]) }

  fileprivate func copy(_ old: String, _ new: String) { write(new, bytes(old)!) }

  fileprivate func empty(_ name: String) { truncate(self[name], 0) }

  /// As gzip does: the packed file beside the other, then that one is removed.
  fileprivate func pack(_ name: String) throws {
    write(name + ".gz", try Program.gzip(bytes(name)!))
    unlink(self[name])
  }

  fileprivate func inode(_ name: String) -> UInt64 {
    var found = stat()
    return stat(self[name], &found) == 0 ? UInt64(found.st_ino) : 0
  }
}

@Suite(.timeLimit(.minutes(20))) struct `following files` {
  private let folder = Folder()

  @Test(arguments: [true, false]) func `what is added is read, whole lines only`(usesWatch: Bool)
    throws
  {
    folder.write("app.log", text("a", 1...3))
    let follower = Follower(folder, "app.log", usesWatch: usesWatch)
    #expect(try follower.read(3))
    folder.append("app.log", "a 4\na 5")
    #expect(try follower.read(4))
    try follower.read(for: .milliseconds(500))
    #expect(follower.lines == lines("a", 1...4))
    folder.append("app.log", "5\n")
    #expect(try follower.read(5))
    #expect(follower.lines == lines("a", 1...4) + ["a 55"])
  }

  @Test(arguments: ["app.log", "app.log*"])
  func `a renamed file is read on, and its last piece is a record`(pattern: String) throws {
    folder.write("app.log", text("a", 1...3))
    let follower = Follower(folder, pattern)
    #expect(try follower.read(3))
    folder.move("app.log", "app.log.1")
    folder.append("app.log.1", "a 4\na 5")
    folder.write("app.log", text("b", 1...2))
    #expect(try follower.read(7))
    try follower.read(for: .milliseconds(400))
    #expect(follower.lines.sorted() == lines("a", 1...5) + lines("b", 1...2))
  }

  @Test func `a file that was renamed while nobody read is found by its inode`() throws {
    folder.write("app.log", text("a", 1...3))
    let first = Follower(folder, "app.log")
    #expect(try first.read(3))
    folder.append("app.log", text("a", 4...5))
    folder.move("app.log", "app.log.1")
    folder.write("app.log", text("b", 1...1))
    let second = Follower(folder, "app.log", past: first.marks)
    #expect(try second.read(3))
    try second.read(for: .milliseconds(400))
    #expect(second.lines.sorted() == lines("a", 4...5) + lines("b", 1...1))
  }

  @Test(arguments: ["app.log", "app.log*"], [true, false])
  func `a file that is copied and emptied is read on in its copy`(pattern: String, isSeen: Bool)
    throws
  {
    folder.write("app.log", text("a", 1...200))
    let first = Follower(folder, pattern)
    #expect(try first.read(200))
    // What nobody has read before it was emptied stands in the copy alone.
    folder.append("app.log", text("a", 201...250))
    folder.copy("app.log", "app.log.1")
    if isSeen, pattern != "app.log" { try first.read(for: .milliseconds(300)) }
    folder.empty("app.log")
    folder.append("app.log", text("b", 1...300))
    #expect(try first.read(550))
    try first.read(for: .milliseconds(400))
    #expect(first.lines.sorted() == (lines("a", 1...250) + lines("b", 1...300)).sorted())
  }

  @Test func `a file that was copied and emptied while nobody read is known again`() throws {
    folder.write("app.log", text("a", 1...200))
    let first = Follower(folder, "app.log*")
    #expect(try first.read(200))
    folder.append("app.log", text("a", 201...250))
    folder.copy("app.log", "app.log.1")
    folder.empty("app.log")
    folder.append("app.log", text("b", 1...300))
    try folder.pack("app.log.1")
    let second = Follower(folder, "app.log*", past: first.marks)
    #expect(try second.read(350))
    try second.read(for: .milliseconds(400))
    #expect(second.lines.sorted() == (lines("a", 201...250) + lines("b", 1...300)).sorted())
  }

  @Test func `a copy of a file that is still there is not read`() throws {
    folder.write("app.log", text("a", 1...200))
    let follower = Follower(folder, "app.log*")
    #expect(try follower.read(200))
    folder.copy("app.log", "app.log.1")
    folder.append("app.log", text("a", 201...201))
    #expect(try follower.read(201))
    try follower.read(for: .milliseconds(500))
    #expect(follower.lines == lines("a", 1...201))
  }

  @Test func `files that begin alike are told apart by what follows`() throws {
    let banner = String(repeating: "the same banner\n", count: 200)
    folder.write("app-1.log", banner)
    folder.write("app-2.log", banner)
    let follower = Follower(folder, "app-*.log")
    #expect(try follower.read(200))
    folder.append("app-2.log", "two\n")
    folder.append("app-1.log", "one\n")
    #expect(try follower.read(402))
    #expect(follower.lines.filter { $0 == "one" || $0 == "two" }.sorted() == ["one", "two"])
  }

  @Test func `short files of the same content are both read, after a while`() throws {
    folder.write("app-1.log", "started\n")
    folder.write("app-2.log", "started\n")
    let follower = Follower(folder, "app-*.log")
    #expect(try follower.read(2))
    #expect(follower.lines == ["started", "started"])
  }

  @Test(arguments: [true, false], [true, false])
  func `a file that is packed late is not read again`(isLive: Bool, isRead: Bool) throws {
    folder.write("app.log", text("a", 1...200))
    let first = Follower(folder, "app.log*")
    #expect(try first.read(200))
    folder.move("app.log", "app.log.1")
    folder.append("app.log.1", text("a", 201...210))
    if isRead { #expect(try first.read(210)) }
    folder.write("app.log", text("b", 1...3))
    if isLive { #expect(try first.read(213)) }
    try folder.pack("app.log.1")
    let follower = isLive ? first : Follower(folder, "app.log*", past: first.marks)
    #expect(try follower.read(isLive ? 213 : isRead ? 3 : 13))
    try follower.read(for: .milliseconds(600))
    let all = lines("a", 1...210) + lines("b", 1...3)
    let before = isLive ? [] : first.lines
    #expect((before + follower.lines).sorted() == all.sorted())
    #expect(follower.failures == [])
  }

  @Test func `a packed file is read when it is whole`() throws {
    let follower = Follower(folder, "*.gz")
    let packed = try Program.gzip(text("a", 1...5_000))
    folder.write("a.gz", Array(packed[..<(packed.count / 2)]))
    try follower.read(for: .milliseconds(50))
    folder.write("a.gz", packed)
    #expect(try follower.read(5_000))
    #expect((follower.lines, follower.failures) == (lines("a", 1...5_000), []))
  }

  @Test(arguments: [true, false]) func `files and folders that appear are read`(usesWatch: Bool)
    throws
  {
    let follower = Follower(folder, "logs/**/*.log", usesWatch: usesWatch)
    try follower.read(for: .milliseconds(50))
    folder.write("logs/one.log", text("a", 1...2))
    #expect(try follower.read(2))
    folder.write("logs/deep/er/two.log", text("b", 1...2))
    #expect(try follower.read(4))
    folder.append("logs/deep/er/two.log", text("b", 3...3))
    #expect(try follower.read(5))
    #expect(follower.lines == lines("a", 1...2) + lines("b", 1...3))
  }

  @Test func `another file with the same inode begins anew`() throws {
    folder.write("app.log", text("a", 1...100))
    let first = Follower(folder, "app.log")
    #expect(try first.read(100))
    folder.write("other.log", text("b", 1...300))
    var marks = first.marks
    marks[0].identity.inode = folder.inode("other.log")
    let second = Follower(folder, "other.log", past: marks)
    #expect(try second.read(300))
    #expect(second.lines == lines("b", 1...300))
    #expect(second.marks.map(\.identity.generation) == [1])
  }

  @Test func `files that are gone are not held open`() throws {
    for name in ["a.log", "b.log"] { folder.write(name, text(name, 1...3)) }
    let follower = Follower(folder, "*.log")
    #expect(try follower.read(6))
    #expect(try follower.hold(2))
    unlink(folder["a.log"])
    #expect(try follower.hold(1))
    unlink(folder["b.log"])
    #expect(try follower.hold(0))
  }

  @Test func `a deleted file is read to its end`() throws {
    folder.write("app.log", text("a", 1...3))
    let follower = Follower(folder, "app.log")
    #expect(try follower.read(3))
    folder.append("app.log", "a 4\na 5")
    unlink(folder["app.log"])
    #expect(try follower.read(5))
    folder.write("app.log", text("b", 1...2))
    #expect(try follower.read(7))
    #expect(follower.lines == lines("a", 1...5) + lines("b", 1...2))
  }

  @Test func `a file that is emptied begins anew, whatever its size then`() throws {
    folder.write("app.log", text("a", 1...100))
    let follower = Follower(folder, "app.log")
    #expect(try follower.read(100))
    folder.write("app.log", text("b", 1...200))
    #expect(try follower.read(300))
    folder.write("app.log", text("c", 1...2))
    #expect(try follower.read(302))
    #expect(follower.lines == lines("a", 1...100) + lines("b", 1...200) + lines("c", 1...2))
  }

  @Test func `a first run may begin at the end, a later one begins where that stopped`() throws {
    folder.write("app.log", text("a", 1...100) + "a 10")
    folder.write("old.log.gz", try Program.gzip(text("old", 1...100)))
    let first = Follower(folder, "*.log*", start: .end)
    try first.read(for: .milliseconds(300))
    #expect(first.lines == [])
    #expect(first.marks.count == 2)
    folder.append("app.log", "1\n")
    folder.write("new.log", text("new", 1...2))
    let second = Follower(folder, "*.log*", start: .end, past: first.marks)
    #expect(try second.read(3))
    try second.read(for: .milliseconds(300))
    #expect(second.lines.sorted() == ["a 101"] + lines("new", 1...2))
  }

  @Test func `many files are followed though few are held open`() throws {
    let count = FollowLimits.mostOpen + 200
    for number in 1...count { folder.write("\(number).log", "first of \(number)\n") }
    let follower = Follower(folder, "*.log")
    #expect(try follower.read(count))
    for number in 1...count { folder.append("\(number).log", "second of \(number)\n") }
    #expect(try follower.read(2 * count))
    #expect(Set(follower.lines).count == 2 * count)
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
      let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      return path?.hasPrefix(folder.path) ?? false
    }
    #expect(open.count <= FollowLimits.mostOpen)
  }

  @Test(arguments: [
    ("logs", "cannot follow 'logs': it is a folder; 'logs/*' reads its files"),
    ("pipe", "cannot follow 'pipe': it is no file"),
  ])
  func `what cannot grow is said`(path: String, expected: String) throws {
    folder.write("logs/a.log", "")
    mkfifo(folder["pipe"], 0o600)
    let follower = Follower(folder, path)
    let failure = #expect(throws: Failure.self) { _ = try follower.read(1) }
    #expect(failure?.message == expected)
  }

  @Test(arguments: [
    ("app.log", "app.log", false), ("app.log.1", "app.log", true),
    ("app.log.12.gz", "app.log", true), ("app.log-20261121", "app.log", true),
    ("app-2026-11-21.log", "app.log", true), ("app.log.2026-11-21_23.gz", "app.log", true),
    ("app.log.old", "app.log", true), ("app2.log", "app2.log", false), (".1", ".1", false),
    ("app.2nd.log", "app.2nd.log", false), ("20261121.log", "20261121.log", false),
  ])
  func `names of rotation have the name before it`(name: String, base: String, isRotated: Bool) {
    #expect(String(decoding: RotationName.base(name.utf8), as: UTF8.self) == base)
    #expect(FileFamily(FilePath(Array("logs/\(name)".utf8))).isRotated == isRotated)
  }
}
