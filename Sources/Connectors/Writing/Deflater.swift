private import CZlib

/// zlib's packing of one gzip member.
final class Deflater {
  /// 32 KiB of window, and gzip's head and tail.
  private static let gzipWindow: Int32 = 15 + 16
  /// zlib's own default.
  private static let memoryLevel: Int32 = 8

  // zlib keeps the address of its state, so the state must not move.
  private let state: UnsafeMutablePointer<z_stream>

  /// Nil when there is no memory.
  init?(level: Int) {
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    let result = deflateInit2_(
      state, Int32(level), Z_DEFLATED, Deflater.gzipWindow, Deflater.memoryLevel,
      Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    guard result == Z_OK else { return nil }
  }

  // Runs for a failed `init` too: zlib refuses a state that it did not make.
  deinit {
    deflateEnd(state)
    state.deallocate()
  }

  /// Packs some bytes; with `isLast` to be called until it is over.
  func pack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> (used: Int, made: Int, isOver: Bool) {
    let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    state.pointee.next_in = start?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(bytes.count)
    state.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(room.count)
    let result = deflate(state, isLast ? Z_FINISH : Z_NO_FLUSH)
    precondition(result != Z_STREAM_ERROR, "packing went on behind its end")
    let used = bytes.count - Int(state.pointee.avail_in)
    let made = room.count - Int(state.pointee.avail_out)
    return (used, made, result == Z_STREAM_END)
  }
}
