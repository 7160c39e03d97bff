import Packing

/// Packed bytes.
enum Packed {
  static func bytes(_ text: String, _ format: PackedFormat) -> [UInt8] {
    let packer = format.makePacker(level: format.usualLevel)!
    let plain = Array(text.utf8)
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: packer.bound(plain.count), alignment: 1)
    defer { room.deallocate() }
    return Array(room[..<plain.withUnsafeBytes { packer.pack($0, into: room)! }])
  }
}
