import Foundation
import StageKit
import Testing

@testable import Connectors

struct StdinSourceTests {
  /// A pipe and the stream that reads it.
  private final class Bed {
    let stream: DescriptorStream
    private var writing: Int32

    init() {
      let ends = openPipe()
      stream = DescriptorStream(Descriptor(ends.reading), name: "stdin")
      writing = ends.writing
    }

    deinit { end() }

    func put(_ bytes: some Collection<UInt8>) {
      let bytes = Array(bytes)
      precondition(write(writing, bytes, bytes.count) == bytes.count)
    }

    func end() {
      if writing >= 0 { close(writing) }
      writing = -1
    }

    /// What one `read` gives; nil when there is nothing yet.
    func take(within milliseconds: Int = 20) throws -> String? {
      guard stream.wait(milliseconds: milliseconds) else { return nil }
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
      defer { room.deallocate() }
      return String(decoding: room[..<(try stream.read(into: room))], as: UTF8.self)
    }
  }

  @Test func `a pipe gives what is there and waits for more`() throws {
    let bed = Bed()
    #expect(try bed.take() == nil)
    bed.put("a\n".utf8)
    #expect(try bed.take(within: 5000) == "a\n")
    #expect(try bed.take() == nil)
    bed.put("b".utf8)
    #expect(try bed.take(within: 5000) == "b")
    bed.end()
    #expect(try bed.take(within: 5000) == "")
  }

  @Test func `packed bytes that come one by one let nobody wait`() throws {
    let bed = Bed()
    let packed = try Program.gzip("a\nb\n")
    bed.put(packed[..<2])
    #expect(bed.stream.wait(milliseconds: 20))
    var text = ""
    // The first `read` looks at the magic bytes; from then on `wait` unpacks ahead.
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
    defer { room.deallocate() }
    bed.put(packed[2..<packed.count - 8])
    text += String(decoding: room[..<(try bed.stream.read(into: room))], as: UTF8.self)
    for byte in packed.suffix(8) {
      #expect(try bed.take() == nil)
      bed.put([byte])
    }
    #expect(try bed.take() == nil)
    bed.end()
    #expect(try bed.take(within: 5000) == "")
    #expect(text == "a\nb\n")
  }

  @Test func `a packed pipe that breaks off says so`() throws {
    let bed = Bed()
    bed.put(try Program.gzip("a\nb\n").dropLast(3))
    bed.end()
    let reading = Reading(bed.stream, room: 3)
    #expect(reading.text == "a\nb\n")
    #expect(reading.failure == "stdin is cut off: the gzip stream ends in the middle")
  }

  @Test func `a pipe that does not wait is waited for`() async throws {
    let (reading, writing) = openPipe()
    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    Thread.detachNewThread {
      usleep(30_000)
      write(writing, "late\n", 5)
      close(writing)
    }
    let stream = DescriptorStream(Descriptor(reading), name: "stdin")
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
    defer { room.deallocate() }
    #expect(try stream.read(into: room) == 5)
    #expect(try stream.read(into: room) == 0)
  }

  @Test func `a closed input is a failure`() async {
    await #expect(processExitsWith: .success) {
      close(0)
      let source = try StdinSource(Setup(StdinSource.spec))
      let input = try source.inputs()[0]
      precondition(source.isEndless && input.name == "stdin")
      precondition(Reading(input).failure == "cannot read stdin: it is closed")
    }
  }
}
