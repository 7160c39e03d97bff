private import CZstd

/// libzstd's unpacking of one frame at a time.
final class ZstdUnpacker: Unpacker {
  /// The largest window that is taken, 128 MiB: what the program `zstd` takes, too, and the most
  /// memory that a frame can make us use.
  static let longestWindowLog = 27

  private let state: OpaquePointer
  /// How many bytes the library wants next: one block, mostly. With more of them a fault would hide
  /// what was unpacked in the same call.
  private var wanted = ZstdUnpacker.firstSize

  /// The shortest beginning of a frame.
  private static let firstSize = 5

  /// Nil when there is no memory.
  init?() {
    guard let state = ZSTD_createDCtx() else { return nil }
    self.state = state
    ZSTD_DCtx_setParameter(state, ZSTD_d_windowLogMax, Int32(ZstdUnpacker.longestWindowLog))
  }

  deinit { ZSTD_freeDCtx(state) }

  func reset() {
    ZSTD_DCtx_reset(state, ZSTD_reset_session_only)
    wanted = ZstdUnpacker.firstSize
  }

  func unpack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> UnpackStep {
    var step = UnpackStep()
    var input = ZSTD_inBuffer(src: bytes.baseAddress, size: 0, pos: 0)
    var output = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
    repeat {
      input.size = min(input.pos + wanted, bytes.count)
      let before = input.pos + output.pos
      let result = ZSTD_decompressStream(state, &output, &input)
      if ZSTD_isError(result) != 0 {
        step.outcome = .fault(ZstdUnpacker.words(result))
        break
      }
      wanted = max(result, 1)
      if result == 0 { step.outcome = .end }
      if input.pos + output.pos == before { break }
    } while step.outcome == .more && input.pos < bytes.count && output.pos < output.size
    step.used = input.pos
    step.made = output.pos
    return step
  }

  private static func words(_ result: Int) -> String {
    switch ZSTD_getErrorCode(result) {
    case ZSTD_error_checksum_wrong: "its checksum is wrong"
    case ZSTD_error_prefix_unknown: "a frame does not begin as one of zstd"
    case ZSTD_error_frameParameter_windowTooLarge:
      "its window is larger than the 128 MiB that are unpacked; pack it without '--ultra' or '--long'"
    case ZSTD_error_dictionary_wrong: "it was packed with a dictionary"
    case ZSTD_error_memory_allocation: "there is no memory to unpack it"
    case ZSTD_error_corruption_detected: "a block of it is corrupted"
    default: "zstd says '\(String(cString: ZSTD_getErrorName(result)))'"
    }
  }
}
