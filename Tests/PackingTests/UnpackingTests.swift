import TestSupport
import Testing

@testable import Packing

struct UnpackingTests {
  private static let text = "the quick brown fox jumps over the lazy dog, and over the dog\n"

  /// Log-like text with some noise in it, larger than windows and blocks.
  private static func lines(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in 0..<count {
      bytes += "line \(number) \(random.next() % 1000) GET /index.html\n".utf8
      if number % 500 == 0 { bytes += noise(300, &random) }
    }
    return bytes
  }

  private static func noise(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  @Test(arguments: Library.unpackers)
  func `pieces and rooms of any size give the same bytes`(library: Library) {
    var random = SeededGenerator("pieces and rooms of any size")
    for _ in 0..<12 {
      let plain = UnpackingTests.lines(Int(random.next() % 12_000), &random)
      let packed = library.format.pack(plain)
      let (piece, room) = ([1, 7, 1000, 70_000, 1 << 20], [1, 100, 5000, 66_000, 1 << 20])
      let largest = (piece.randomElement(using: &random)!, room.randomElement(using: &random)!)
      var sizes = random
      let unpacked = Unpacked(
        library.unpacker, packed + [1, 2, 3], piece: { Int(sizes.next() % UInt64(largest.0)) + 1 },
        room: { Int(random.next() % UInt64(largest.1)) + 1 })
      #expect(unpacked.bytes == plain && unpacked.outcome == .end)
      #expect(unpacked.used == packed.count)
    }
  }

  @Test(arguments: Library.unpackers)
  func `an unpacker serves again, after a fault too`(library: Library) {
    let packed = library.format.pack(UnpackingTests.text)
    let unpacker = library.unpacker
    for cut in [packed.count, packed.count / 2, 3, packed.count] {
      let unpacked = Unpacked(unpacker, Array(packed[..<cut]))
      #expect((unpacked.outcome == .end) == (cut == packed.count))
      unpacker.reset()
      #expect(Unpacked(unpacker, [0xFF] + packed).outcome != .end)
      unpacker.reset()
    }
  }

  @Test(arguments: Library.unpackers)
  func `every cut gives a beginning and no end`(library: Library) {
    var random = SeededGenerator("every cut")
    let plain = UnpackingTests.lines(40, &random)
    let packed = library.format.pack(plain)
    for cut in packed.indices {
      let unpacked = Unpacked(library.unpacker, Array(packed[..<cut]))
      #expect(unpacked.outcome == .more, "cut at \(cut)")
      #expect(plain.starts(with: unpacked.bytes), "cut at \(cut)")
    }
  }

  @Test(arguments: Library.unpackers)
  func `a flipped bit gives a fault, an end that is missing, or the same bytes`(library: Library) {
    let packed = library.format.pack(UnpackingTests.text)
    for bit in 0..<packed.count * 8 {
      var damaged = packed
      damaged[bit / 8] ^= 1 << (bit % 8)
      let unpacked = Unpacked(library.unpacker, damaged, room: { 4096 })
      if unpacked.outcome == .end, unpacked.used == packed.count {
        #expect(unpacked.text == UnpackingTests.text, "bit \(bit)")
      }
    }
  }

  @Test(arguments: Library.unpackers)
  func `any damage ends, and never with other bytes`(library: Library) {
    var random = SeededGenerator("any damage")
    let plain = UnpackingTests.lines(3000, &random)
    let packed = library.format.pack(plain)
    for _ in 0..<300 {
      var damaged = packed
      for _ in 0...random.next() % 4 {
        let place = Int(random.next() % UInt64(packed.count))
        switch random.next() % 3 {
        case 0: damaged[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: damaged.removeSubrange(place..<min(place + 20, damaged.count))
        default: damaged.insert(contentsOf: damaged[..<min(30, damaged.count)], at: place)
        }
        if damaged.count < packed.count { damaged += packed[damaged.count...] }
      }
      var sizes = random
      let unpacked = Unpacked(
        library.unpacker, damaged, piece: { Int(sizes.next() % 5000) + 1 },
        room: { Int(random.next() % 90_000) + 1 })
      // A frame of zstd that has lost its flag for the checksum is the only one without.
      if unpacked.outcome == .end, library.format == .gzip { #expect(unpacked.bytes == plain) }
    }
  }

  @Test(arguments: Library.unpackers)
  func `bytes by chance end`(library: Library) {
    var random = SeededGenerator("bytes by chance")
    for _ in 0..<2000 {
      let start = Array(library.format.pack("x").prefix(Int(random.next() % 14)))
      let bytes = start + UnpackingTests.noise(Int(random.next() % 400), &random)
      let unpacked = Unpacked(library.unpacker, bytes, room: { 1000 })
      #expect(unpacked.used <= bytes.count)
    }
  }
}
