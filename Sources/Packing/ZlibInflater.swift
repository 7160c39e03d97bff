private import CZlib

/// zlib's unpacking of one gzip member at a time.
final class ZlibInflater: Unpacker {
  /// zlib counts in 32 bits.
  private static let mostAtOnce = 1 << 30
  /// 32 KiB of window, and gzip's head and tail.
  static let gzipWindow: Int32 = 15 + 16

  // zlib keeps the address of its state, so the state must not move.
  private let state: UnsafeMutablePointer<z_stream>

  /// Nil when there is no memory.
  init?() {
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    let result = inflateInit2_(state, ZlibInflater.gzipWindow, ZLIB_VERSION, size)
    guard result == Z_OK else { return nil }
  }

  // Runs for a failed `init` too: zlib refuses a state that it did not make.
  deinit {
    inflateEnd(state)
    state.deallocate()
  }

  func reset() { inflateReset(state) }

  func unpack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> UnpackStep {
    let given = min(bytes.count, ZlibInflater.mostAtOnce)
    let free = min(room.count, ZlibInflater.mostAtOnce)
    let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    state.pointee.next_in = start?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(given)
    state.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(free)
    let result = inflate(state, Z_NO_FLUSH)
    return UnpackStep(
      used: given - Int(state.pointee.avail_in), made: free - Int(state.pointee.avail_out),
      outcome: outcome(result))
  }

  private func outcome(_ result: Int32) -> UnpackStep.Outcome {
    switch result {
    // No progress is no fault: bytes or room are missing.
    case Z_OK, Z_BUF_ERROR: return .more
    case Z_STREAM_END: return .end
    case Z_MEM_ERROR: return UnpackStep.noMemory
    default: break
    }
    let words = state.pointee.msg.map { String(cString: $0) } ?? "zlib error \(result)"
    switch words {
    case "incorrect data check": return UnpackStep.checksum
    case "incorrect length check": return UnpackStep.length
    default: return .fault(words)
    }
  }
}
