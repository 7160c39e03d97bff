#if canImport(CDeflate)
  private import CDeflate

  /// libdeflate's packing of pieces to gzip members, without time or name.
  ///
  /// Cost: at level 6 1.7 times as fast as zlib, and 2 % smaller.
  final class LibdeflatePacker: Packer, @unchecked Sendable {
    // Sendable: one thread at a time uses a packer; it is handed over under a lock.

    private let state: OpaquePointer

    /// Nil when there is no memory.
    init?(level: Int) {
      guard let state = libdeflate_alloc_compressor(Int32(level)) else { return nil }
      self.state = state
    }

    deinit { libdeflate_free_compressor(state) }

    func bound(_ count: Int) -> Int { libdeflate_gzip_compress_bound(state, count) }

    func pack(
      _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) -> Int? {
      let size = libdeflate_gzip_compress(
        state, bytes.baseAddress, bytes.count, room.baseAddress, room.count)
      return size > 0 ? size : nil
    }
  }
#endif
