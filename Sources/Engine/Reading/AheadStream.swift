import StageKit

/// A stream that is read ahead, by a thread of its own: what it takes to unpack an input is done
/// beside framing.
///
/// Shape: the stream belongs to the thread from the first `read` or `wait` on.
/// Cost: each byte is copied once more, 0.1 ns.
final class AheadStream: ByteStream {
  /// Buffers that are full or being filled at most. Two would do if both sides were even.
  static let bufferCount = 4
  /// Small enough for a core's cache, large enough that handing over costs nothing.
  static let bufferSize = 256 * 1024

  private let stream: any ByteStream
  private let ahead: ReadingAhead
  private var thread: WorkThread?
  private var buffer: AheadBuffer?
  private var hasStarted = false
  private var isOver = false

  /// A stream to read ahead where that pays, else the same stream.
  static func around(_ stream: any ByteStream) -> any ByteStream {
    stream.isWorthAThread ? AheadStream(stream) : stream
  }

  private init(_ stream: any ByteStream) {
    self.stream = stream
    ahead = ReadingAhead(stream)
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    start()
    guard thread != nil else { return try stream.read(into: room) }
    guard !isOver, !room.isEmpty else { return 0 }
    if buffer == nil { buffer = try ahead.takeFull() }
    guard let full = buffer else {
      isOver = true
      return 0
    }
    let count = full.move(into: room)
    if full.isEmpty {
      ahead.giveBack(full)
      buffer = nil
    }
    return count
  }

  /// A run that finds no thread reads as if there were none.
  private func start() {
    guard !hasStarted else { return }
    hasStarted = true
    thread = WorkThread.start(ahead)
  }

  /// Always: `read` waits, as reading a file does.
  func wait(milliseconds: Int) -> Bool { true }

  var letsWait: Bool { false }

  var wakeUp: WakeUp { WakeUp(milliseconds: 0) }

  var consumed: UInt64 { thread == nil ? stream.consumed : ahead.consumed }

  func close() {
    ahead.end()
    thread?.join()
    stream.close()
  }

  // MARK: before it starts

  var identity: InputIdentity? { stream.identity }
  func isContinued(from mark: InputMark) -> Bool { stream.isContinued(from: mark) }
  func seek(to offset: UInt64) -> Bool { !hasStarted && stream.seek(to: offset) }
}
