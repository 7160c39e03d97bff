import TestSupport
import Testing

@testable import Packing

struct GzipTests {
  /// A member with all that a head may have; `check` is the checksum of the head.
  private static func member(
    extra: [UInt8]? = nil, name: String? = nil, comment: String? = nil,
    check: ((UInt16) -> UInt16)? = nil
  ) -> [UInt8] {
    let plain = PackedFormat.gzip.pack("text\n")
    var head = Array(plain[..<10])
    if let extra {
      head[3] |= 4
      head += [UInt8(extra.count & 255), UInt8(extra.count >> 8)] + extra
    }
    if let name {
      head[3] |= 8
      head += Array(name.utf8) + [0]
    }
    if let comment {
      head[3] |= 16
      head += Array(comment.utf8) + [0]
    }
    if let check {
      head[3] |= 2
      var crc = CRC32()
      head.forEach { crc.add($0) }
      let sum = check(UInt16(truncatingIfNeeded: crc.value))
      head += [UInt8(sum & 255), UInt8(sum >> 8)]
    }
    return head + plain[10...]
  }

  @Test(arguments: Library.inflaters, [1, 3, 1000])
  func `heads may have everything`(library: Library, piece: Int) {
    let members = [
      GzipTests.member(), GzipTests.member(extra: []), GzipTests.member(name: ""),
      GzipTests.member(extra: [UInt8](repeating: 8, count: 700), comment: "a comment"),
      GzipTests.member(name: "x.log", comment: "c", check: { $0 }),
      GzipTests.member(extra: [1, 2], name: "x.log", comment: "c", check: { $0 }),
      GzipTests.member(check: { $0 }),
    ]
    for (number, member) in members.enumerated() {
      let unpacked = Unpacked(library.unpacker, member, piece: { piece })
      #expect(unpacked.text == "text\n" && unpacked.outcome == .end, "member \(number)")
    }
  }

  @Test(arguments: Library.inflaters)
  func `what is wrong has the same words whoever finds it`(library: Library) {
    func words(_ bytes: [UInt8]) -> UnpackStep.Outcome {
      Unpacked(library.unpacker, bytes, piece: { 3 }).outcome
    }
    func with(_ place: Int, _ byte: UInt8) -> [UInt8] {
      var bytes = GzipTests.member()
      bytes[place < 0 ? bytes.count + place : place] = byte
      return bytes
    }
    #expect(words(GzipTests.member(check: { $0 ^ 1 })) == .fault("header crc mismatch"))
    #expect(words(with(1, 0)) == .fault("incorrect header check"))
    #expect(words(with(2, 9)) == .fault("unknown compression method"))
    #expect(words(with(3, 32)) == .fault("unknown header flags set"))
    #expect(words(with(10, 255)) == .fault("invalid block type"))
    #expect(words(with(-8, 1)) == .fault("its checksum is wrong"))
    #expect(words(with(-1, 1)) == .fault("its length is wrong"))
  }

  /// The tail of a member in pieces: the library keeps some of it in its own memory.
  @Test(arguments: Library.inflaters, 1...12)
  func `a wrong length is told from a wrong checksum, however the tail is cut`(
    library: Library, cut: Int
  ) {
    for (place, words) in [(-8, "its checksum is wrong"), (-4, "its length is wrong")] {
      var bytes = PackedFormat.gzip.pack((0..<500).map { "\($0)\n" }.joined())
      bytes[bytes.count + place] ^= 0x10
      var pieces = [bytes.count - cut, cut]
      let unpacked = Unpacked(
        library.unpacker, bytes, piece: { pieces.isEmpty ? 1 : pieces.removeFirst() })
      #expect(unpacked.outcome == .fault(words))
    }
  }
}
