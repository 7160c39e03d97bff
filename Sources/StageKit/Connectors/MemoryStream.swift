/// Bytes in memory, as an input.
package final class MemoryStream: ByteStream {
  private var bytes: ArraySlice<UInt8>

  package init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  package var letsWait: Bool { false }

  package func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    let part = bytes.prefix(room.count)
    room.copyBytes(from: part)
    bytes = bytes.dropFirst(part.count)
    return part.count
  }

  package func wait(milliseconds: Int) -> Bool { true }
  package func close() {}
}
