import Testing

@testable import Packing

struct PackerTests {
  private static let text = (0..<60_000).map { "row \($0) \($0 &* 2_654_435_761 % 1_000_003)\n" }
    .joined()

  @Test(arguments: Library.packers)
  func `every unpacker reads what a packer makes, at every level`(library: Library) {
    let plain = Array(PackerTests.text.utf8.prefix(200_000))
    for level in library.format.levels {
      let packed = library.packer(level: level).pack(plain)
      for unpacker in Library.unpackers where unpacker.format == library.format {
        let unpacked = Unpacked(unpacker.unpacker, packed)
        #expect(unpacked.bytes == plain && unpacked.outcome == .end, "level \(level)")
      }
    }
  }

  @Test(arguments: Library.packers)
  func `the same piece gives the same bytes, whatever was packed before`(library: Library) {
    let (used, fresh) = (library.packer(level: 3), library.packer(level: 3))
    _ = used.pack(Array(PackerTests.text.utf8))
    let piece = Array("a row\nanother row\na row\n".utf8)
    #expect(used.pack(piece) == fresh.pack(piece))
  }

  @Test(arguments: Library.packers)
  func `no bytes are a member or frame, too`(library: Library) {
    let packed = library.packer(level: 1).pack([])
    let unpacked = Unpacked(library.format.makeUnpacker()!, packed)
    #expect(unpacked == Unpacked(library.format.makeUnpacker()!, packed, piece: { 1 }))
    #expect(unpacked.bytes.isEmpty && unpacked.outcome == .end)
  }

  @Test(arguments: [
    ([], PackedFormat.Recognition.unclear), ([0x1F], .unclear), ([0x1F, 0x8B], .packed(.gzip)),
    ([0x1F, 0x8C], .plain), ([0x28], .unclear), ([0x28, 0xB5, 0x2F], .unclear),
    ([0x28, 0xB5, 0x2F, 0xFD, 0], .packed(.zstd)), ([0x28, 0x29], .plain), ([0x50], .plain),
    ([0x50, 0x2A], .unclear), ([0x5F, 0x2A, 0x4D, 0x18], .packed(.zstd)),
    ([0x60, 0x2A, 0x4D, 0x18], .plain), (Array("POST /\n".utf8), .plain),
  ])
  func `the first bytes tell`(bytes: [UInt8], expected: PackedFormat.Recognition) {
    #expect(PackedFormat.recognize(bytes) == expected)
  }

  @Test(arguments: [
    ("a.gz", PackedFormat.gzip), ("a.tsv.zst", .zstd), ("a.zstd", nil), ("gz", nil),
  ])
  func `names tell`(path: String, expected: PackedFormat?) {
    #expect(PackedFormat(path: path) == expected)
  }
}
