import Testing

@testable import Packing

/// What came of packed bytes: what was unpacked, and how it ended.
struct Unpacked: Equatable {
  var bytes: [UInt8] = []
  var used = 0
  var outcome = UnpackStep.Outcome.more

  /// Gives an unpacker pieces and rooms of the sizes that the closures say, until nothing comes.
  init(
    _ unpacker: any Unpacker, _ packed: [UInt8], piece: () -> Int = { 1 << 20 },
    room: () -> Int = { 1 << 16 }
  ) {
    while outcome == .more {
      let size = room()
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
      defer { memory.deallocate() }
      let given = Array(packed[used..<min(used + piece(), packed.count)])
      let step = given.withUnsafeBytes { unpacker.unpack($0, into: memory) }
      bytes += memory[..<step.made]
      used += step.used
      outcome = step.outcome
      if step.made == 0, used == packed.count { return }
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A library that unpacks, by its place in the list.
struct Library: CustomTestStringConvertible {
  let format: PackedFormat
  let place: Int

  static let unpackers = PackedFormat.allCases.flatMap { format in
    format.unpackers.indices.map { Library(format: format, place: $0) }
  }
  static let packers = PackedFormat.allCases.flatMap { format in
    format.packers.indices.map { Library(format: format, place: $0) }
  }
  static let inflaters = unpackers.filter { $0.format == .gzip }

  var unpacker: any Unpacker { format.unpackers[place].make()! }
  func packer(level: Int) -> any Packer { format.packers[place].make(level)! }

  var testDescription: String { "\(format) \(place)" }
}

extension Packer {
  func pack(_ bytes: [UInt8]) -> [UInt8] {
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bound(bytes.count), alignment: 1)
    defer { room.deallocate() }
    return Array(room[..<bytes.withUnsafeBytes { pack($0, into: room)! }])
  }
}

extension PackedFormat {
  func pack(_ bytes: [UInt8]) -> [UInt8] { makePacker(level: usualLevel)!.pack(bytes) }
  func pack(_ text: String) -> [UInt8] { pack(Array(text.utf8)) }
}
