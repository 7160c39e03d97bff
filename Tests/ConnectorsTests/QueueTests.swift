import Foundation
import StageKit
import Testing

@testable import Connectors

@Suite struct `a queue of folders` {
  private let folder = Folder()

  private func source() throws -> FilesSource {
    let queue = OptionData.map([
      OptionMember("in", .text("in")), OptionMember("processing", .text("work/")),
      OptionMember("archive", .text("done")),
    ])
    return try FilesSource(Setup(FilesSource.spec, ["queue": queue], folder: folder.path))
  }

  private func run(_ id: String, past: [InputMark] = []) -> SourceRun {
    var run = SourceRun()
    run.id = id
    run.past = past
    return run
  }

  /// Reads all inputs; what a run would know of them then.
  private func read(_ feed: any InputFeed) throws -> (texts: [String], marks: [InputMark]) {
    var texts: [String] = []
    var marks: [InputMark] = []
    while case .read(let input) = try feed.next(milliseconds: 0) {
      let stream = try input.input.open()
      let identity = try #require(stream.identity)
      let text = Reading(stream, room: 1024).text
      texts.append("\(input.input.name): \(text)")
      let mark = InputMark(
        name: input.input.name, identity: identity, offset: UInt64(text.utf8.count), isDone: true)
      marks.append(mark)
      feed.left(mark)
      stream.close()
    }
    return (texts, marks)
  }

  /// All files below the folder.
  private var names: [String] {
    let all =
      FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return all.filter {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder[$0], isDirectory: &isFolder)
      return !isFolder.boolValue && !$0.hasSuffix(".lock")
    }.sorted()
  }

  @Test func `files move on as they become safe, and the last one says so`() throws {
    folder.write("in/b", "b")
    folder.write("in/a", "a")
    folder.write("in/.part", "")
    folder.write("in/_SUCCESS", "")
    let feed = try source().feed(run("R1"))
    #expect(
      names == ["in/.part", "in/_SUCCESS", "work/run=R1/a", "work/run=R1/b"])
    let (texts, marks) = try read(feed)
    #expect(texts == ["in/a: a", "in/b: b"])
    feed.committed([marks[0]])
    #expect(names == ["done/run=R1/a", "in/.part", "in/_SUCCESS", "work/run=R1/b"])
    feed.committed([marks[1]])
    #expect(
      names == [
        "done/run=R1/_SUCCESS", "done/run=R1/a", "done/run=R1/b", "in/.part", "in/_SUCCESS",
      ])
    #expect(!FileManager.default.fileExists(atPath: folder["work/run=R1"]))
  }

  @Test func `what a killed run has left is taken first`() throws {
    folder.write("work/run=R1/old", "old")
    folder.write("in/new", "new")
    folder.write("in/old", "another")
    let feed = try source().feed(run("R2"))
    let (texts, marks) = try read(feed)
    #expect(texts == ["in/old: old", "in/new: new", "in/old-2: another"])
    feed.committed(marks)
    #expect(
      names == [
        "done/run=R2/_SUCCESS", "done/run=R2/new", "done/run=R2/old", "done/run=R2/old-2",
      ])
  }

  @Test func `what is safe by now is not read again`() throws {
    folder.write("in/a", "a")
    folder.write("in/b", "b")
    let marks = try read(try source().feed(run("R1"))).marks
    // The run was killed behind its checkpoint; with the last file it was.
    folder.write("in/c", "c")
    let feed = try source().feed(run("R1", past: [marks[0]]))
    #expect(names == ["done/run=R1/a", "work/run=R1/b", "work/run=R1/c"])
    let (texts, more) = try read(feed)
    #expect(texts == ["in/b: b", "in/c: c"])
    feed.committed(more)
    #expect(
      names == ["done/run=R1/_SUCCESS", "done/run=R1/a", "done/run=R1/b", "done/run=R1/c"])
  }

  @Test func `a run that was killed behind its last file is ended by the next`() throws {
    folder.write("in/a", "a")
    let marks = try read(try source().feed(run("R1"))).marks
    folder.write("in/b", "b")
    let feed = try source().feed(run("R2", past: marks))
    #expect(names == ["done/run=R1/_SUCCESS", "done/run=R1/a", "work/run=R2/b"])
    #expect(try read(feed).texts == ["in/b: b"])
  }

  @Test func `an empty queue leaves nothing behind`() throws {
    let feed = try source().feed(run("R1"))
    #expect(try read(feed).texts == [])
    #expect(names == [])
  }

  @Test func `one run at a time has it`() throws {
    let feed = try source().feed(run("R1"))
    let failure = #expect(throws: Failure.self) { _ = try source().feed(run("R2")) }
    #expect(failure?.message == "the queue 'work/' is in use by another run")
    withExtendedLifetime(feed) {}
  }
}
