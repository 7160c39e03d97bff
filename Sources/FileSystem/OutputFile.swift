#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A whole text or table, written to the path that a user named for it.
package enum OutputFile {
  /// Replaces a file as a whole, which keeps its rights, also behind a link; who reads it sees the old
  /// one or the new one. A device or a pipe takes the bytes and stays what it is.
  ///
  /// Errors: the system's reason; a file is as it was then, and nothing is left beside it.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
  ) throws(SystemError) {
    switch try FileKind.at(path.utf8CString.map(\.self)) {
    case nil: try replace(path, with: bytes, mode: mode)
    case .file:
      let (target, rights) = try place(path)
      try replace(target, with: bytes, mode: rights, isExact: true)
    case .stream: try pour(bytes, into: path)
    case .folder: throw SystemError(code: EISDIR)
    case .other: throw SystemError(code: ENOTSUP)
    }
  }

  /// A pipe that nobody reads is given up after five seconds.
  private static let (mostLooks, lookMicroseconds) = (100, UInt32(50_000))

  private static func pour(_ bytes: [UInt8], into path: String) throws(SystemError) {
    let path = path.utf8CString.map(\.self)
    var descriptor = try Descriptor.openStream(path)
    var looks = 0
    while descriptor == nil, looks < mostLooks {
      usleep(lookMicroseconds)
      looks += 1
      descriptor = try Descriptor.openStream(path)
    }
    guard let descriptor else { throw SystemError(code: ENXIO) }
    if let refusal = bytes.withUnsafeBytes({ descriptor.writeAll($0) }).refusal { throw refusal }
    try descriptor.finish()
  }

  /// `isExact`: the mask of the process, which would narrow the rights of a file that others may
  /// write, does not count.
  private static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32, isExact: Bool = false
  ) throws(SystemError) {
    // The user's own files may have any name; none has this one.
    let temporary = TargetPath(path).temporary(process: getpid(), counter: 0)
    let descriptor = try Descriptor.create(temporary, mode: mode)
    do throws(SystemError) {
      if let refusal = bytes.withUnsafeBytes({ descriptor.writeAll($0) }).refusal { throw refusal }
      if isExact, fchmod(descriptor.number, mode) != 0 { throw SystemError.last }
      try descriptor.sync()
      try descriptor.finish()
      try DurableFile.move(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Where the file of a path stands, and its rights.
  private static func place(_ path: String) throws(SystemError) -> (path: String, mode: UInt32) {
    var found = stat()
    guard let resolved = realpath(path, nil), stat(resolved, &found) == 0 else { throw .last }
    defer { free(resolved) }
    return (String(cString: resolved), found.st_mode & 0o7777)
  }
}
