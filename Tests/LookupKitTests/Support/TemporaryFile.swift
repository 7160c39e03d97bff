import Glibc
import LookupKit

/// A file with given bytes that goes away with this object.
final class TemporaryFile {
  let folder: String
  let path: String

  init(_ bytes: [UInt8], name: String = "test.mmdb") {
    var template = Array("/tmp/richline-lookup-XXXXXX".utf8CString)
    folder = String(cString: mkdtemp(&template))
    path = "\(folder)/\(name)"
    write(bytes)
  }

  deinit {
    unlink(path)
    rmdir(folder)
  }

  /// Opens the file, which is there until this returns.
  func openTable() throws(LookupError) -> MMDBTable { try MMDBTable.open(path: path) }

  /// Overwrites the file in place.
  func write(_ bytes: [UInt8]) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    precondition(Glibc.write(file, bytes, bytes.count) == bytes.count)
  }
}
