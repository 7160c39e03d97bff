import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The first or the last bytes of a file, for formats that say there what they are.
struct FilePart {
  enum End { case first, last }

  let file: PrivateFile
  /// How many bytes of the file stand before these.
  let skipped: Int
  /// Whether these are all of them.
  let isWhole: Bool

  /// `count`: how many bytes at most.
  ///
  /// Errors: a file that is missing, unreadable, empty, no regular file or too large, or that was cut
  /// meanwhile.
  init(_ end: End, _ count: Int, of path: String) throws(LookupError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw FileSnapshot.refusal(path, errno) }
    defer { close(opened) }
    let size = try FileSnapshot.size(of: FileSnapshot.look(opened, path), path)
    isWhole = size <= count
    skipped = end == .first ? 0 : max(0, size - count)
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(size, count), alignment: 16)
    defer { room.deallocate() }
    let got = pread(opened, room.baseAddress, room.count, off_t(skipped))
    guard got == room.count else {
      throw got < 0
        ? FileSnapshot.refusal(path, errno) : LookupError("'\(path)' changed while it was read")
    }
    file = PrivateFile(copying: UnsafeRawBufferPointer(room))
  }
}
