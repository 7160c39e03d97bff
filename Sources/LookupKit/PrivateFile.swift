import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The bytes of a file in memory of our own, so that nobody who overwrites, cuts or deletes the file
/// touches us.
///
/// Shape: read-only, with `Bytes.slack` zero bytes behind; lives as long as this object.
/// Cost: one read of the whole file; large files get large pages, which look-ups feel.
final class PrivateFile: @unchecked Sendable {
  // Sendable: the memory is write-protected before `init` ends.

  /// Offsets in the formats that are read here have 32 bits.
  static let sizeLimit = 1 << 32

  let bytes: Bytes
  private let memory: UnsafeMutableRawPointer
  private let mapped: Int

  init(path: String) throws(LookupError) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw PrivateFile.refusal(path, errno) }
    defer { close(file) }
    var before = stat()
    guard fstat(file, &before) == 0 else { throw PrivateFile.refusal(path, errno) }
    let size = try PrivateFile.size(of: before, path)

    mapped = (size + Bytes.slack + 4095) & ~4095
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let memory = mmap(nil, mapped, PROT_READ | PROT_WRITE, flags, -1, 0),
      memory != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw LookupError("there is no memory for the \(size) bytes of '\(path)'") }
    self.memory = memory
    bytes = Bytes(UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)), size)
    madvise(memory, mapped, MADV_HUGEPAGE)

    try PrivateFile.fill(memory, size, from: file, path)
    var after = stat()
    guard fstat(file, &after) == 0, PrivateFile.isSame(before, after) else {
      throw LookupError("'\(path)' changed while it was read")
    }
    mprotect(memory, mapped, PROT_READ)
  }

  /// A copy of bytes that were made here; `name` is for messages.
  init(copying source: [UInt8], name: String) throws(LookupError) {
    mapped = (source.count + Bytes.slack + 4095) & ~4095
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let memory = mmap(nil, mapped, PROT_READ | PROT_WRITE, flags, -1, 0),
      memory != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw LookupError("there is no memory for the \(source.count) bytes of \(name)") }
    self.memory = memory
    memory.copyMemory(from: source, byteCount: source.count)
    bytes = Bytes(UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)), source.count)
    mprotect(memory, mapped, PROT_READ)
  }

  deinit { munmap(memory, mapped) }

  private static func size(of found: stat, _ path: String) throws(LookupError) -> Int {
    switch found.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw LookupError("'\(path)' is a folder, not a file")
    default: throw LookupError("'\(path)' is not a regular file")
    }
    guard found.st_size > 0 else { throw LookupError("'\(path)' is empty") }
    guard found.st_size < sizeLimit else {
      throw LookupError("'\(path)' has \(found.st_size) bytes; the limit is \(sizeLimit)")
    }
    return Int(found.st_size)
  }

  private static func fill(
    _ memory: UnsafeMutableRawPointer, _ size: Int, from file: Int32, _ path: String
  ) throws(LookupError) {
    var filled = 0
    while filled < size {
      let got = read(file, memory + filled, size - filled)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw refusal(path, errno) }
      guard got > 0 else { throw LookupError("'\(path)' changed while it was read") }
      filled += got
    }
  }

  /// Whether a file was left alone between two looks at it.
  private static func isSame(_ a: stat, _ b: stat) -> Bool {
    a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec
      && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec
  }

  private static func refusal(_ path: String, _ code: Int32) -> LookupError {
    switch code {
    case ENOENT: return LookupError("there is no file '\(path)'")
    case EACCES: return LookupError("'\(path)' may not be read: permission denied")
    default:
      let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
      return LookupError("'\(path)' cannot be read: \(reason.lowercased())")
    }
  }
}
