#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How the allocator treats large blocks of memory.
enum LargeBlocks {
  /// Gives each large block pages of its own, which go back to the system with it, and keeps what is
  /// smaller.
  ///
  /// glibc does so only until the first of them is freed, and then raises its limit: the tables of
  /// databases that are swapped left holes of 18 MB in 200 swaps of a GeoLite2-City, and half of a version
  /// beside them (149 MB instead of 103 MB: `scripts/swap-memory`). Other allocators do not know the
  /// call, and nothing happens.
  static func returnToSystem() {
    guard let symbol = dlsym(nil, "mallopt") else { return }
    typealias Setting = @convention(c) (Int32, Int32) -> Int32
    let set = unsafeBitCast(symbol, to: Setting.self)
    _ = set(mmapThreshold, limit)
    _ = set(trimThreshold, kept)
  }

  /// `M_MMAP_THRESHOLD` of malloc.h.
  private static let mmapThreshold: Int32 = -3
  /// Bytes; above the chunks of arenas (256 KiB), which caches that empty themselves free and take by
  /// dozens: 200,000 lines of which no two are the same met 47,200 page faults, and meet 20,000.
  private static let limit: Int32 = 327_680

  /// `M_TRIM_THRESHOLD`: what may be free at the end of a heap before it goes back.
  private static let trimThreshold: Int32 = -1
  /// Bytes: a cache of 20,000 agents takes 10 MB.
  private static let kept: Int32 = 16 * 1024 * 1024
}
