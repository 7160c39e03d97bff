#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How the allocator treats large blocks of memory.
enum LargeBlocks {
  /// Gives each large block pages of its own, which go back to the system with it.
  ///
  /// glibc does so only until the first of them is freed, and then raises its limit: the tables of
  /// databases that are swapped left holes of 18 MB in 200 swaps of a GeoLite2-City, and half of a version
  /// beside them (149 MB instead of 103 MB: `scripts/swap-memory`). Other allocators do not know the
  /// call, and nothing happens.
  static func returnToSystem() {
    guard let symbol = dlsym(nil, "mallopt") else { return }
    typealias Setting = @convention(c) (Int32, Int32) -> Int32
    _ = unsafeBitCast(symbol, to: Setting.self)(mmapThreshold, limit)
  }

  /// `M_MMAP_THRESHOLD` of malloc.h.
  private static let mmapThreshold: Int32 = -3
  /// Bytes; twice what glibc begins with.
  private static let limit: Int32 = 262_144
}
