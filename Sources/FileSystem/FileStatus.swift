#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What the system says of a file: enough to tell it from others.
package struct FileStatus: Hashable, Sendable {
  package let device: UInt64
  package let inode: UInt64

  /// The file itself, not what a link leads to; nil when there is none.
  package init?(_ path: String) {
    var found = stat()
    guard lstat(path, &found) == 0 else { return nil }
    self.init(found)
  }

  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

  /// What a path leads to, over links; nil when there is nothing.
  package init?(_ path: [CChar]) {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    self.init(found)
  }

  private init(_ found: stat) {
    device = UInt64(found.st_dev)
    inode = UInt64(found.st_ino)
  }

  /// The size in bytes of the file that a path leads to; nil when there is none, or it is no file.
  package static func size(_ path: [CChar]) -> UInt64? {
    var found = stat()
    guard stat(path, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
    return UInt64(found.st_size)
  }

  /// The device and inode, and the size in bytes, of an open file.
  package static func of(_ descriptor: Descriptor) -> (file: FileStatus, size: UInt64)? {
    var found = stat()
    guard fstat(descriptor.number, &found) == 0 else { return nil }
    return (FileStatus(found), UInt64(found.st_size))
  }
}
