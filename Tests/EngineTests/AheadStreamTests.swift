import StageKit
import Synchronization
import TestSupport
import Testing

@testable import Engine

@Suite struct `a stream that is read ahead` {
  /// Gives some bytes in pieces by chance, then its failure or its end.
  private final class Source: ByteStream, Sendable {
    private struct State {
      var place = 0
      var random = SeededGenerator(seed: 7)
    }

    let bytes: [UInt8]
    let failure: Failure?
    let isWorthAThread: Bool
    private let state = Mutex(State())
    private let closing = Atomic<Bool>(false)

    init(_ bytes: [UInt8], failure: Failure? = nil, isWorthAThread: Bool = true) {
      self.bytes = bytes
      self.failure = failure
      self.isWorthAThread = isWorthAThread
    }

    var isClosed: Bool { closing.load(ordering: .sequentiallyConsistent) }
    var consumed: UInt64 { UInt64(state.withLock { $0.place }) }

    func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
      let (start, end) = state.withLock { state in
        let start = state.place
        let count = min(1 + Int(state.random.next() % 100_000), room.count, bytes.count - start)
        state.place += count
        return (start, start + count)
      }
      if start == end, let failure { throw failure }
      room.copyBytes(from: bytes[start..<end])
      return end - start
    }

    func wait(milliseconds: Int) -> Bool { true }
    func close() { closing.store(true, ordering: .sequentiallyConsistent) }
  }

  private func readAll(_ stream: any ByteStream) throws -> (bytes: [UInt8], failure: String?) {
    var bytes: [UInt8] = []
    var random = SeededGenerator("a stream that is read ahead")
    while true {
      let room = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 1 + Int(random.next() % 400_000), alignment: 1)
      defer { room.deallocate() }
      do throws(Failure) {
        let count = try stream.read(into: room)
        if count == 0 { return (bytes, nil) }
        bytes += room[..<count]
      } catch { return (bytes, error.message) }
    }
  }

  private static let sizes = [0, 1, 262_144, 262_145, 3_000_000]

  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
  }

  @Test(arguments: sizes, [nil, Failure(.input, "it is broken")])
  func `gives what the stream gives, then its end or failure, again and again`(
    size: Int, failure: Failure?
  ) throws {
    let source = Source(Self.bytes(size), failure: failure)
    let stream = AheadStream.around(source)
    let (bytes, message) = try readAll(stream)
    #expect(bytes == source.bytes)
    #expect(message == failure?.message)
    #expect(try readAll(stream).failure == failure?.message)
    #expect(stream.consumed == UInt64(size))
    stream.close()
    #expect(source.isClosed)
  }

  @Test func `may be closed at any time`() throws {
    for count in [0, 1, 1000] {
      let source = Source(Self.bytes(5_000_000))
      let stream = AheadStream.around(source)
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 1)
      defer { room.deallocate() }
      if count > 0 { _ = try stream.read(into: room) }
      stream.close()
      #expect(source.consumed <= 4 * 262_144 + 262_144)
    }
  }

  @Test func `streams that cost little stay as they are`() {
    let source = Source([], isWorthAThread: false)
    #expect(AheadStream.around(source) === source)
  }
}
