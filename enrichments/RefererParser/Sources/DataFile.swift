import MarkedYAML
import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Reads a file of lookup data whole.
enum DataFile {
  /// The file with its bytes.
  ///
  /// Errors: a failure of class `lookup` for a file that is missing, unreadable, empty, no regular
  /// file or larger than `Limits.data` has it.
  static func load(_ path: String) throws(Failure) -> SourceFile {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw refusal(path, errno) }
    defer { close(file) }
    var found = stat()
    guard fstat(file, &found) == 0 else { throw refusal(path, errno) }
    guard found.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.lookup, "'\(path)' is not a regular file")
    }
    let bytes = try content(of: file, size: Int(found.st_size), path)
    guard !bytes.isEmpty else { throw Failure(.lookup, "'\(path)' is empty") }
    return SourceFile(name: path, bytes: bytes)
  }

  private static func content(
    of file: Int32, size: Int, _ path: String
  ) throws(Failure) -> [UInt8] {
    guard size <= Limits.data.bytes else {
      throw Failure(
        .lookup, "'\(path)' has \(size) bytes; the limit is \(Limits.data.bytes)")
    }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
      while count < size, let base = room.baseAddress {
        let got = read(file, base + count, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { code = errno }
        if got <= 0 { break }
        count += got
      }
    }
    guard code == 0 else { throw refusal(path, code) }
    guard bytes.count == size else { throw Failure(.lookup, "'\(path)' changed while it was read") }
    return bytes
  }

  private static func refusal(_ path: String, _ code: Int32) -> Failure {
    switch code {
    case ENOENT: return Failure(.lookup, "there is no file '\(path)'")
    case EACCES: return Failure(.lookup, "'\(path)' may not be read: permission denied")
    default:
      let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
      return Failure(.lookup, "'\(path)' cannot be read: \(reason.lowercased())")
    }
  }
}
