#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Puts a whole file in place of another one.
enum DatabaseFile {
  /// Writes beside the target and renames; who reads the target sees the old file or the new one.
  ///
  /// Errors: the system's reason; nothing is left behind then, and the target is as it was.
  static func write(_ bytes: [UInt8], to path: String) -> String? {
    let temporary = "\(path).\(getpid()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { return reason }
    var failure = fill(file, bytes)
    if failure == nil, fsync(file) != 0 { failure = reason }
    if close(file) != 0, failure == nil { failure = reason }
    if failure == nil, rename(temporary, path) != 0 { failure = reason }
    if failure != nil { unlink(temporary) }
    return failure
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
