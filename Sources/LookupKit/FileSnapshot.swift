import EventModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One attempt to read a whole file while nobody writes it.
///
/// Shape: pages of our own, with `Bytes.slack` zero bytes behind the file's; who takes them frees
/// them.
enum FileSnapshot {
  case pages(start: UnsafeMutableRawPointer, mapped: Int, count: Int)
  /// The file changed before or while it was read.
  case moved

  /// Offsets in the formats that are read here have 32 bits.
  static let sizeLimit = 1 << 32

  /// How long a file must have been left alone. Times of files go in ticks of the kernel's clock, 10
  /// ms at most: a write in the same tick as an earlier one would not show.
  static let restNanoseconds = 20_000_000

  /// Errors: a file that is missing, unreadable, empty, no regular file or too large.
  static func take(_ path: String, whileRead: () -> Void) throws(LookupError) -> FileSnapshot {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw refusal(path, errno) }
    defer { close(file) }
    var before = try look(file, path)
    if !isAtRest(before, at: now) {
      rest()
      let again = try look(file, path)
      guard isSame(before, again) else { return .moved }
      before = again
    }
    let size = try size(of: before, path)
    let mapped = (size + Bytes.slack + 4095) & ~4095
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let memory = mmap(nil, mapped, PROT_READ | PROT_WRITE, flags, -1, 0),
      memory != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw LookupError("there is no memory for the \(size) bytes of '\(path)'") }
    do throws(LookupError) {
      let isWhole = try fill(memory, size, from: file, path)
      whileRead()
      if isWhole, isSame(before, try look(file, path)) {
        mprotect(memory, mapped, PROT_READ)
        // The system joins them into large pages within a minute or two, in a thread of its own.
        madvise(memory, mapped, MADV_HUGEPAGE)
        return .pages(start: memory, mapped: mapped, count: size)
      }
    } catch {
      munmap(memory, mapped)
      throw error
    }
    munmap(memory, mapped)
    return .moved
  }

  /// Waits as long as a file must have been left alone.
  static func rest() { usleep(UInt32(restNanoseconds / 1_000)) }

  static func look(_ file: Int32, _ path: String) throws(LookupError) -> stat {
    var found = stat()
    guard fstat(file, &found) == 0 else { throw refusal(path, errno) }
    return found
  }

  static func size(of found: stat, _ path: String) throws(LookupError) -> Int {
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

  /// Bytes that are read at once, into small pages that were made together and that the processor's cache
  /// still holds. Large pages from the start took 20 % more of a run of 200,000 events on a virtual
  /// machine whose host takes free memory back.
  private static let stepSize = 512 * 1024

  /// `MADV_POPULATE_WRITE` of Linux 5.14.
  private static let populateWrite: Int32 = 23

  /// Whether there were as many bytes as promised.
  private static func fill(
    _ memory: UnsafeMutableRawPointer, _ size: Int, from file: Int32, _ path: String
  ) throws(LookupError) -> Bool {
    var filled = 0
    while filled < size {
      let step = min(size - filled, stepSize)
      // Where the system knows no such advice, each page comes when it is written to.
      madvise(memory + filled, step, populateWrite)
      let got = read(file, memory + filled, step)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw refusal(path, errno) }
      if got == 0 { return false }
      filled += got
    }
    return true
  }

  /// Whether nobody wrote between two looks. Nobody can set the time of the last change back; it
  /// also moves when a name of the file goes away, which leaves the bytes alone.
  private static func isSame(_ a: stat, _ b: stat) -> Bool {
    a.st_size == b.st_size && isSame(a.st_mtim, b.st_mtim)
      && (isSame(a.st_ctim, b.st_ctim) || a.st_nlink != b.st_nlink)
  }

  private static func isSame(_ a: timespec, _ b: timespec) -> Bool {
    a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec
  }

  private static var now: timespec {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return now
  }

  /// Whether a file was left alone for long enough to be read.
  static func isAtRest(_ found: stat, at now: timespec) -> Bool {
    guard found.st_mode & S_IFMT == S_IFREG else { return true }
    let seconds = now.tv_sec - found.st_ctim.tv_sec
    // A time far off, also one to come, is that of another clock.
    guard abs(seconds) <= 1 else { return true }
    let age = seconds * 1_000_000_000 + now.tv_nsec - found.st_ctim.tv_nsec
    return age < 0 || age >= restNanoseconds
  }

  static func refusal(_ path: String, _ code: Int32) -> LookupError {
    switch code {
    case ENOENT: return LookupError("there is no file '\(path)'")
    case EACCES: return LookupError("'\(path)' may not be read: permission denied")
    default:
      let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
      return LookupError("'\(path)' cannot be read: \(reason.lowercased())")
    }
  }
}
