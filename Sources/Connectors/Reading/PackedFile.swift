package import FileSystem
package import StageKit

/// Unpacks whole files that are gzip.
package enum PackedFile {
  /// The bytes by which `isPacked` judges.
  package static let headBytes = 2

  package static func isPacked(_ head: [UInt8]) -> Bool { GzipReader.isPacked(head) }

  /// Gives what a file holds, piece by piece; `name` is how messages call it.
  ///
  /// Errors: it is damaged or cut off; what `take` throws.
  package static func unpack(
    _ file: Descriptor, name: String,
    _ take: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let reader = try GzipReader(InputRoom(file, name: name))
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: InputRoom.capacity, alignment: 64)
    defer { room.deallocate() }
    while true {
      let count = try reader.read(into: room)
      if count == 0 { return }
      try take(UnsafeRawBufferPointer(rebasing: room[..<count]))
    }
  }
}
