#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What the system says of a file without reading it, to see whether somebody wrote to it.
package struct FileStamp: Sendable {
  private struct Numbers: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: UInt64
    /// Nanoseconds since 1970 of the last write, and of the last change of any kind, which nobody
    /// can set back.
    let written: Int64
    let changed: Int64
  }

  private let numbers: Numbers
  private let isSettled: Bool

  /// Times of files go in ticks of the kernel's clock, 10 ms at most: within one a second write leaves
  /// no trace.
  private static let tickNanoseconds: Int64 = 20_000_000

  /// What a path leads to, over links; nil when there is nothing.
  package init?(_ path: String) {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    numbers = Numbers(
      device: UInt64(found.st_dev), inode: UInt64(found.st_ino), size: UInt64(found.st_size),
      written: FileStamp.nanoseconds(found.st_mtim), changed: FileStamp.nanoseconds(found.st_ctim))
    let age = FileStamp.nanoseconds(now) &- numbers.changed
    isSettled = age < 0 || age >= FileStamp.tickNanoseconds
  }

  /// When it was written last, in seconds since 1970.
  package var writtenSeconds: Int64 { numbers.written / 1_000_000_000 }

  /// Whether nobody can have written since this stamp was taken, when another one shows `later`; no
  /// file, nil, is as no file.
  package static func isUnchanged(_ earlier: FileStamp?, _ later: FileStamp?) -> Bool {
    guard let earlier, let later else { return earlier == nil && later == nil }
    return earlier.isSettled && earlier.numbers == later.numbers
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
