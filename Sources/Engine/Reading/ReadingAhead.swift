import StageKit

/// Fills buffers with what a stream brings, until it is over, fails, or nobody wants more.
final class ReadingAhead: Work {
  private struct State: Sendable {
    var free: [AheadBuffer] = []
    var full: [AheadBuffer] = []
    /// How many buffers were made.
    var made = 0
    var consumed: UInt64 = 0
    var failure: Failure?
    var hasEnded = false
    /// Nobody reads any more.
    var isUnwanted = false
  }

  private let stream: any ByteStream
  private let monitor = Monitor(State())

  init(_ stream: any ByteStream) { self.stream = stream }

  var consumed: UInt64 { monitor.read { $0.consumed } }

  func run() {
    while let buffer = takeFree() {
      var failure: Failure?
      var isOver = false
      do throws(Failure) { isOver = try !buffer.fill(from: stream) } catch { failure = error }
      let consumed = stream.consumed
      monitor.update { state in
        state.consumed = consumed
        if !buffer.isEmpty { state.full.append(buffer) }
        state.failure = failure
        state.hasEnded = isOver || failure != nil
      }
      if isOver || failure != nil { return }
    }
  }

  private func takeFree() -> AheadBuffer? {
    monitor.wait { state -> AheadBuffer?? in
      if state.isUnwanted { return .some(nil) }
      if let buffer = state.free.popLast() { return buffer }
      guard state.made < AheadStream.bufferCount else { return nil }
      state.made += 1
      return AheadBuffer()
    }
  }

  /// The next buffer with bytes in it; nil at the end.
  ///
  /// Errors: what the stream failed with, behind what it brought.
  func takeFull() throws(Failure) -> AheadBuffer? {
    let next = monitor.wait { state -> Result<AheadBuffer?, Failure>? in
      if !state.full.isEmpty { return .success(state.full.removeFirst()) }
      if let failure = state.failure { return .failure(failure) }
      return state.hasEnded ? .success(nil) : nil
    }
    return try next.get()
  }

  func giveBack(_ buffer: AheadBuffer) {
    buffer.clear()
    monitor.update { $0.free.append(buffer) }
  }

  /// Nobody wants more.
  func end() { monitor.update { $0.isUnwanted = true } }
}

/// Bytes that were read ahead.
final class AheadBuffer: @unchecked Sendable {
  // Sendable: one thread at a time has a buffer; it is handed over under a lock.

  private let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: AheadStream.bufferSize, alignment: 64)
  private var start = 0
  private var end = 0

  deinit { memory.deallocate() }

  var isEmpty: Bool { start == end }

  func clear() {
    start = 0
    end = 0
  }

  /// Reads until it is full; false when the stream is over.
  func fill(from stream: any ByteStream) throws(Failure) -> Bool {
    while end < memory.count {
      let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[end...]))
      guard count > 0 else { return false }
      end += count
    }
    return true
  }

  /// Moves as much as `target` holds and returns how much.
  func move(into target: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(target.count, end - start)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[start..<start + count]))
    start += count
    return count
  }
}
