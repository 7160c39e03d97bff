import Foundation
import Glibc

@testable import LookupKit

/// A file with given bytes that goes away with this object.
final class TemporaryFile {
  let folder: String
  let path: String
  private var bytes: [UInt8] = []

  init(_ bytes: [UInt8], name: String = "test.mmdb") {
    let temporary = FileManager.default.temporaryDirectory.path
    folder = "\(temporary)/richline-lookup-\(UUID().uuidString)"
    mkdir(folder, 0o700)
    path = "\(folder)/\(name)"
    write(bytes)
  }

  deinit {
    unlink(path)
    rmdir(folder)
  }

  /// A table of the bytes that were written last, unprobed: also of one whose records are all damaged.
  func openTable() throws(LookupError) -> MMDBTable {
    let copy = bytes.withUnsafeBytes { PrivateFile(copying: $0) }
    return try MMDBTable.load(copy)
  }

  /// Overwrites the file in place.
  func write(_ bytes: [UInt8]) {
    self.bytes = bytes
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    precondition(Glibc.write(file, bytes, bytes.count) == bytes.count)
  }
}
