public import DiagnosticKit
private import Digests
private import EventModel

/// Reads a file of lookup data that is parsed as text.
public enum DataFile {
  /// The largest file that is read.
  public static let sizeLimit = 64 * 1024 * 1024

  /// The file with its bytes.
  ///
  /// Errors: a file that is missing, unreadable, empty, no regular file, too large, or that changes
  /// while it is read; the message quotes the path.
  public static func load(_ path: String) throws(LookupError) -> SourceFile {
    let file = try PrivateFile(path: path)
    guard file.bytes.count <= sizeLimit else {
      throw LookupError("'\(path)' has \(file.bytes.count) bytes; the limit is \(sizeLimit)")
    }
    return SourceFile(name: path, bytes: Array(file.bytes.buffer))
  }

  /// The SHA-256 of a file's bytes, as `LookupDescription` has it.
  public static func checksum(of file: SourceFile) -> String {
    var hash = SHA256()
    file.bytes.withUnsafeBytes { hash.add($0) }
    return hash.finish().hex
  }
}
