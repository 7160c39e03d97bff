#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Small files that are there whole or not at all, whatever is killed when.
package enum DurableFile {
  /// The bytes of a file; nil when there is none.
  ///
  /// Errors: it cannot be read, or is larger than `limit`.
  package static func read(_ path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    let descriptor: Descriptor
    do throws(SystemError) {
      descriptor = try Descriptor.open(path.utf8CString.map(\.self))
    } catch {
      guard error.code == ENOENT else { throw error }
      return nil
    }
    defer { descriptor.release() }
    var bytes: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    defer { room.deallocate() }
    while true {
      let count = try descriptor.readSome(into: room)
      if count == 0 { return bytes }
      bytes += room[..<count]
      guard bytes.count <= limit else { throw SystemError(code: EFBIG) }
    }
  }

  /// Writes a file under another name, brings it to the disk, then renames it.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600
  ) throws(SystemError) {
    let temporary = path + ".new"
    unlink(temporary)
    let descriptor = try Descriptor.create(temporary, mode: mode)
    let result = bytes.withUnsafeBytes { descriptor.writeAll($0) }
    if let refusal = result.refusal { throw refusal }
    try descriptor.sync()
    try descriptor.finish()
    try move(temporary, to: path)
  }

  /// Gives a file another name, in place of what has it; the folder is brought to the disk.
  package static func move(_ old: String, to new: String) throws(SystemError) {
    guard rename(old, new) == 0 else { throw .last }
    try Folder.sync(Folder.parent(of: new))
  }

  /// Removes a file; one that is not there is content.
  package static func remove(_ path: String) throws(SystemError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .last }
  }
}
