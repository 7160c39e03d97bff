import Foundation
import StageKit
import Testing

@testable import Connectors

struct StdoutSinkTests {
  @Test func `rows leave at a flush, when there are many, and at the end`() throws {
    let (reading, writing) = openPipe()
    let writer = try DirectWriter(stdout: writing, preamble: Array("heading\n".utf8))
    var room = [UInt8](repeating: 0, count: 200_000)
    try writer.write("a\nb\n")
    #expect(writer.confirmed == 0)
    try writer.flush()
    #expect(writer.confirmed == 2)
    #expect(read(reading, &room, room.count) == 12)
    try writer.write(String(repeating: "1234567\n", count: 8000))
    #expect(writer.confirmed == 2)
    try writer.write(String(repeating: "1234567\n", count: 1000))
    #expect(writer.confirmed == 8002)
    #expect(read(reading, &room, room.count) == 64_000)
    try writer.finish()
    #expect(writer.confirmed == 9002)
    close(writing)
    #expect(read(reading, &room, room.count) == 8000)
    close(reading)
  }

  @Test func `a reader that went away is a failure`() throws {
    let (reading, writing) = openPipe()
    close(reading)
    StopSignals.ignore()
    let writer = try DirectWriter(stdout: writing)
    try writer.write("a\n")
    #expect(message { try writer.flush() } == "cannot write to stdout: broken pipe")
    #expect(message { try writer.finish() } == "cannot write to stdout: broken pipe")
    #expect(writer.confirmed == 0)
    close(writing)
  }

  @Test func `a pipe that does not wait gets everything`() throws {
    let (reading, writing) = openPipe()
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    let rows = String(repeating: "123456789\n", count: 100_000)
    Thread.detachNewThread {
      let writer = try! DirectWriter(stdout: writing)
      try! writer.write(rows)
      try! writer.finish()
      precondition(writer.confirmed == 100_000)
      close(writing)
    }
    let stream = DescriptorStream(Descriptor(reading), name: "pipe")
    #expect(Reading(stream, room: 10_000).text == rows)
  }

  @Test func `a closed output is a failure`() async {
    await #expect(processExitsWith: .success) {
      close(1)
      let sink = try StdoutSink(Setup(StdoutSink.spec))
      precondition(message { _ = try sink.open() } == "cannot write to stdout: it is closed")
    }
  }

  @Test func `discard counts`() throws {
    let writer = try DiscardSink(Setup(DiscardSink.spec)).open()
    try writer.count(rows: 3)
    try writer.count(rows: 4)
    try writer.finish()
    #expect(writer.confirmed == 7)
    #expect(!DiscardSink.takesFormat)
  }
}
