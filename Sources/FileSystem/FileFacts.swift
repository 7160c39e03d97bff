#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What the system says of a file that may be changing.
package struct FileFacts: Equatable, Sendable {
  package let file: FileStatus
  /// In bytes.
  package let size: UInt64
  /// Nanoseconds since 1970 at which its content was changed last.
  package let modified: Int64
  /// How many names it has; none once it is deleted.
  package let links: UInt64
  /// Whether it is a plain file, not a folder or a pipe.
  package let isFile: Bool

  /// Of what a path leads to, over links; nil when there is nothing.
  package init?(_ path: [CChar]) {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    self.init(found)
  }

  package init?(_ descriptor: Descriptor) {
    var found = stat()
    guard fstat(descriptor.number, &found) == 0 else { return nil }
    self.init(found)
  }

  private init(_ found: stat) {
    file = FileStatus(device: UInt64(found.st_dev), inode: UInt64(found.st_ino))
    size = UInt64(found.st_size)
    modified = Int64(found.st_mtim.tv_sec) * 1_000_000_000 + Int64(found.st_mtim.tv_nsec)
    links = UInt64(found.st_nlink)
    isFile = found.st_mode & S_IFMT == S_IFREG
  }

  /// How long ago the content was changed, by the clock of the system.
  package var age: Duration {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let now = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    return .nanoseconds(max(now - modified, 0))
  }
}
