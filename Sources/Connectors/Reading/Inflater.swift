private import CZlib

/// zlib's unpacking of one gzip member at a time.
final class Inflater {
  enum Outcome: Equatable {
    case more
    /// The member is over; its checksum and length are right.
    case end
    /// What is wrong with the bytes.
    case fault(String)
  }

  /// zlib counts in 32 bits.
  private static let mostAtOnce = 1 << 30
  /// 32 KiB of window, and gzip's head and tail.
  private static let gzipWindow: Int32 = 15 + 16

  // zlib keeps the address of its state, so the state must not move.
  private let state: UnsafeMutablePointer<z_stream>

  /// Nil when there is no memory.
  init?() {
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(state, Inflater.gzipWindow, ZLIB_VERSION, size) == Z_OK else { return nil }
  }

  // Runs for a failed `init` too: zlib refuses a state that it did not make.
  deinit {
    inflateEnd(state)
    state.deallocate()
  }

  /// Begins with the next member.
  func reset() { inflateReset(state) }

  func unpack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> (used: Int, made: Int, outcome: Outcome) {
    let (given, free) = (
      min(bytes.count, Inflater.mostAtOnce), min(room.count, Inflater.mostAtOnce)
    )
    let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    state.pointee.next_in = start?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(given)
    state.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(free)
    let result = inflate(state, Z_NO_FLUSH)
    let used = given - Int(state.pointee.avail_in)
    let made = free - Int(state.pointee.avail_out)
    return (used, made, outcome(result))
  }

  private func outcome(_ result: Int32) -> Outcome {
    switch result {
    // No progress is no fault: bytes or room are missing.
    case Z_OK, Z_BUF_ERROR: return .more
    case Z_STREAM_END: return .end
    case Z_MEM_ERROR: return .fault("there is no memory to unpack it")
    default: break
    }
    let words = state.pointee.msg.map { String(cString: $0) } ?? "zlib error \(result)"
    switch words {
    case "incorrect data check": return .fault("its checksum is wrong")
    case "incorrect length check": return .fault("its length is wrong")
    default: return .fault(words)
    }
  }
}
