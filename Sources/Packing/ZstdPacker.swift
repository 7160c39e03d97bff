private import CZstd

/// libzstd's packing of pieces to frames, each with its length and checksum.
final class ZstdPacker: Packer, @unchecked Sendable {
  // Sendable: one thread at a time uses a packer; it is handed over under a lock.

  private let state: OpaquePointer

  /// Nil when there is no memory.
  init?(level: Int) {
    guard let state = ZSTD_createCCtx() else { return nil }
    self.state = state
    ZSTD_CCtx_setParameter(state, ZSTD_c_compressionLevel, Int32(level))
    ZSTD_CCtx_setParameter(state, ZSTD_c_checksumFlag, 1)
  }

  deinit { ZSTD_freeCCtx(state) }

  func bound(_ count: Int) -> Int { ZSTD_compressBound(count) }

  func pack(
    _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> Int? {
    let size = ZSTD_compress2(state, room.baseAddress, room.count, bytes.baseAddress, bytes.count)
    return ZSTD_isError(size) == 0 ? size : nil
  }
}
