private import CZlib

/// zlib's packing of pieces to gzip members, without time or name.
final class ZlibPacker: Packer, @unchecked Sendable {
  // Sendable: one thread at a time uses a packer; it is handed over under a lock.

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
      state, Int32(level), Z_DEFLATED, ZlibInflater.gzipWindow, ZlibPacker.memoryLevel,
      Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    guard result == Z_OK else { return nil }
  }

  // Runs for a failed `init` too: zlib refuses a state that it did not make.
  deinit {
    deflateEnd(state)
    state.deallocate()
  }

  func bound(_ count: Int) -> Int { Int(deflateBound(state, UInt(count))) }

  func pack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> Int? {
    deflateReset(state)
    let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    state.pointee.next_in = start?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(bytes.count)
    state.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(room.count)
    guard deflate(state, Z_FINISH) == Z_STREAM_END else { return nil }
    return room.count - Int(state.pointee.avail_out)
  }
}
