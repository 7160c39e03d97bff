package import FileSystem
import Packing
package import StageKit

/// Unpacks whole files that are gzip or zstd.
package enum PackedFile {
  /// The bytes by which `isPacked` judges.
  package static let headBytes = PackedFormat.markSize

  package static func isPacked(_ head: [UInt8]) -> Bool { format(of: head) != nil }

  private static func format(of head: [UInt8]) -> PackedFormat? {
    if case .packed(let format) = PackedFormat.recognize(head) { format } else { nil }
  }

  /// Gives what a file holds, piece by piece; `head` are its first bytes, which are still to be read,
  /// `name` is how messages call it.
  ///
  /// Errors: it is damaged or cut off; what `take` throws.
  package static func unpack(
    _ file: Descriptor, head: [UInt8], name: String,
    _ take: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard let format = format(of: head) else {
      throw Failure(.input, "\(name) is not packed in a way that is known")
    }
    let reader = try PackedReader(InputRoom(file, name: name), format)
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
