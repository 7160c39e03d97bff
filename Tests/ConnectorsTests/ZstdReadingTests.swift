import Packing
import StageKit
import TestSupport
import Testing

@testable import Connectors

struct ZstdReadingTests {
  /// Larger than every buffer, and not the same everywhere.
  private static let long = (0..<200_000).map { "line \($0 &* 2_654_435_761 % 1_000_003)\n" }
    .joined()

  private func read(_ bytes: [UInt8], name: String = "x.zst", room: Int = 1 << 16) throws -> Reading
  {
    let folder = Folder()
    folder.write(name, bytes)
    return Reading(try files(folder, name).inputs()[0], room: room)
  }

  private func frame(_ text: String) -> [UInt8] { Packed.bytes(text, .zstd) }

  @Test(arguments: ["x.zst", "x.log"], [1, 1000, 1 << 20])
  func `zstd is known by its first bytes`(name: String, room: Int) throws {
    let text = room == 1 ? "a\nb\n" : ZstdReadingTests.long
    let reading = try read(frame(text), name: name, room: room)
    #expect(reading.failure == nil)
    #expect(reading.text == text)
  }

  @Test(arguments: ["(", "(\u{35}", "P", "P*", "P*M", "P*M plain\n", "POST /\n"])
  func `what only begins like zstd is read as it is`(text: String) throws {
    let reading = try read(Array(text.utf8))
    #expect(reading.failure == nil)
    #expect(reading.text == text)
  }

  @Test func `frames may follow each other, and some hold nothing`() throws {
    let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9]
    let reading = try read(
      skipped + frame("a\n") + frame(ZstdReadingTests.long) + frame("") + skipped + frame("b\n"))
    #expect(reading.failure == nil)
    #expect(reading.text == "a\n" + ZstdReadingTests.long + "b\n")
  }

  /// The beginning of a frame may stand at the very end of what was read.
  @Test(arguments: 1...5)
  func `a frame may begin anywhere in the buffer`(before: Int) throws {
    let size = InputRoom.capacity - before
    var first: [UInt8] = [0x50, 0x2A, 0x4D, 0x18]
    let length = UInt32(size - 8)
    first += withUnsafeBytes(of: length.littleEndian) { Array($0) }
    first += [UInt8](repeating: 7, count: Int(length))
    let reading = try read(first + frame("behind\n"))
    #expect(reading.failure == nil)
    #expect(reading.text == "behind\n")
  }

  @Test func `every cut gives what can be read and then says so`() throws {
    let (first, second) = (frame("first\n"), frame("second\n"))
    let whole = first + second
    for cut in 4..<whole.count {
      let reading = try read(Array(whole[..<cut]))
      let message = "'x.zst' is cut off: the zstd stream ends in the middle"
      #expect(reading.failure == (cut == first.count ? nil : message), "cut at \(cut)")
      #expect("first\nsecond\n".hasPrefix(reading.text), "cut at \(cut)")
      if cut >= first.count { #expect(reading.text.hasPrefix("first\n"), "cut at \(cut)") }
    }
  }

  @Test(arguments: ["g", "garbage", "\u{0}\u{0}\u{0}\u{0}", "(garbage"])
  func `bytes behind the stream that are no zstd are damage`(garbage: String) throws {
    let reading = try read(frame("a\n") + Array(garbage.utf8))
    #expect(reading.failure == "'x.zst' is damaged: what follows the zstd stream is no zstd")
    #expect(reading.text == "a\n")
  }

  @Test func `damage is named`() throws {
    var packed = frame("some text\n")
    packed[packed.count - 1] ^= 1
    let reading = try read(packed)
    #expect(reading.failure == "'x.zst' is damaged: its checksum is wrong")
    #expect(reading.text == "some text\n")
  }

  @Test func `any flipped bit gives an answer, never other text`() throws {
    let text = "the quick brown fox jumps over the lazy dog\n"
    let packed = frame(text)
    for bit in 32..<packed.count * 8 {
      var damaged = packed
      damaged[bit / 8] ^= 1 << (bit % 8)
      let reading = try read(damaged)
      #expect(reading.failure != nil || reading.text == text, "bit \(bit)")
    }
  }

  /// What a file is known by is what is in it, packed or not.
  @Test(arguments: PackedFormat.allCases)
  func `a packed file has the identity of its content`(format: PackedFormat) throws {
    var random = SeededGenerator(seed: 1)
    let noise = (0..<400_000).map { _ in Character(UnicodeScalar(UInt8(random.next() % 95 + 32))) }
    let text = String(noise)
    let folder = Folder()
    folder.write("plain", text)
    folder.write("packed", Packed.bytes(text, format))
    let identities = try files(folder, "p*").inputs().map { try $0.open().identity }
    #expect(identities[0]?.headDigest == identities[1]?.headDigest)
    #expect(identities[0]?.headLength == 1024)
  }
}
