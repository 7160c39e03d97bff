import TestSupport
import Testing

@testable import Packing

struct ZstdTests {
  private static let mark: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

  private func unpacked(_ bytes: [UInt8]) -> Unpacked {
    Unpacked(PackedFormat.zstd.makeUnpacker()!, bytes)
  }

  @Test func `a window beyond the limit is refused before memory is taken`() {
    // No length, no checksum; a window of 2 GiB.
    let frame = ZstdTests.mark + [0x00, 0xA8] + [0x01, 0x00, 0x00]
    #expect(
      unpacked(frame).outcome
        == .fault(
          "its window is larger than the 128 MiB that are unpacked;"
            + " pack it without '--ultra' or '--long'"))
  }

  @Test func `the largest window is taken`() {
    let frame = ZstdTests.mark + [0x00, 0x88] + [0x09, 0x00, 0x00, 0x41]
    #expect(unpacked(frame).text == "A")
  }

  @Test func `a wrong checksum is named, behind what was unpacked`() {
    var packed = PackedFormat.zstd.pack("some text\n")
    packed[packed.count - 1] ^= 1
    #expect(unpacked(packed).outcome == .fault("its checksum is wrong"))
    #expect(unpacked(packed).text == "some text\n")
  }

  @Test func `a dictionary that is missing is named`() {
    let frame = ZstdTests.mark + [0x01, 0x00, 0x07] + [0x01, 0x00, 0x00]
    #expect(unpacked(frame).outcome == .fault("it was packed with a dictionary"))
  }

  @Test func `blocks before a damaged one are given`() {
    var random = SeededGenerator("blocks before a damaged one")
    let plain = (0..<600_000).map { _ in UInt8(truncatingIfNeeded: random.next() % 16) }
    var packed = PackedFormat.zstd.pack(plain)
    for place in packed.count / 2..<packed.count / 2 + 2000 { packed[place] = 0xFF }
    let half = unpacked(packed)
    #expect(half.outcome != .end)
    #expect(half.bytes.count >= 128 * 1024)
    #expect(plain.starts(with: half.bytes.prefix(128 * 1024)))
  }

  @Test func `a frame to be skipped is one that ends`() {
    let frame: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let result = unpacked(frame)
    #expect(result.bytes.isEmpty && result.outcome == .end && result.used == frame.count)
  }
}
