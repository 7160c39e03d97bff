#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Puts a whole file in place of another one.
enum WholeFile {
  /// Writes beside the target and renames; who reads the target sees the old file or the new one.
  ///
  /// Errors: the system's reason; nothing is left behind then, and the target is as it was.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) -> String? {
    let temporary = "\(path).\(getpid()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { return reason }
    var failure = fill(file, bytes)
    if failure == nil, fsync(file) != 0 { failure = reason }
    if close(file) != 0, failure == nil { failure = reason }
    if failure == nil, rename(temporary, path) != 0 { failure = reason }
    if failure != nil { unlink(temporary) }
    return failure
  }

  /// Writes over a file that is there, which keeps its mode; a link stays a link.
  ///
  /// Errors: as `write`.
  static func replace(_ path: String, with bytes: [UInt8]) -> String? {
    guard let resolved = realpath(path, nil) else { return reason }
    defer { free(resolved) }
    let target = String(cString: resolved)
    var facts = stat()
    guard stat(target, &facts) == 0 else { return reason }
    // Beside `umask`, which would narrow the mode of a file that others may write.
    let mask = umask(0)
    defer { umask(mask) }
    return write(bytes, to: target, mode: facts.st_mode & 0o7777)
  }

  private static var reason: String { String(cString: strerror(errno)).lowercased() }

  private static func fill(_ file: Int32, _ bytes: [UInt8]) -> String? {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { room in
        Glibc.write(file, room.baseAddress.map { $0 + done }, room.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return reason }
      done += count
    }
    return nil
  }
}
