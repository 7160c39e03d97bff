import StageKit
import Testing

@testable import Connectors

struct GzipReadingTests {
  /// Larger than every buffer, and not the same everywhere.
  private static let long = (0..<200_000).map { "line \($0 &* 2_654_435_761 % 1_000_003)\n" }
    .joined()

  private func read(_ bytes: [UInt8], name: String = "x.gz", room: Int = 1 << 16) throws -> Reading
  {
    let folder = Folder()
    folder.write(name, bytes)
    return Reading(try files(folder, name).inputs()[0], room: room)
  }

  @Test(arguments: ["x.gz", "x.log"], [1, 1000, 1 << 20])
  func `gzip is known by its first bytes`(name: String, room: Int) throws {
    let text = room == 1 ? "a\nb\n" : GzipReadingTests.long
    let reading = try read(Program.gzip(text), name: name, room: room)
    #expect(reading.failure == nil)
    #expect(reading.text == text)
  }

  @Test(arguments: ["", "\u{1F}", "\u{1F}x", "plain\n", long])
  func `what is not gzip is read as it is, whatever the name`(text: String) throws {
    let reading = try read(Array(text.utf8))
    #expect(reading.failure == nil)
    #expect(reading.text == text)
  }

  @Test func `members and zero bytes may follow each other`() throws {
    let (a, b) = try (Program.gzip("a\n"), Program.gzip(GzipReadingTests.long))
    let zeros = [UInt8](repeating: 0, count: 300_000)
    let empty = try Program.gzip("")
    let reading = try read(a + b + empty + zeros + a + zeros)
    #expect(reading.failure == nil)
    #expect(reading.text == "a\n" + GzipReadingTests.long + "a\n")
  }

  @Test func `every cut gives what can be read and then says so`() throws {
    let (first, second) = try (Program.gzip("first\n"), Program.gzip("second\n"))
    let whole = first + second
    for cut in 2..<whole.count {
      let reading = try read(Array(whole[..<cut]))
      let isWhole = cut == first.count
      let message = "'x.gz' is cut off: the gzip stream ends in the middle"
      #expect(reading.failure == (isWhole ? nil : message), "cut at \(cut)")
      #expect("first\nsecond\n".hasPrefix(reading.text), "cut at \(cut)")
      if cut >= first.count { #expect(reading.text.hasPrefix("first\n"), "cut at \(cut)") }
    }
  }

  @Test func `a long file that is cut off gives nearly all of it`() throws {
    let packed = try Program.gzip(GzipReadingTests.long)
    let reading = try read(packed.dropLast(9))
    #expect(reading.failure == "'x.gz' is cut off: the gzip stream ends in the middle")
    #expect(GzipReadingTests.long.utf8.count - reading.bytes.count < 1000)
    #expect(GzipReadingTests.long.hasPrefix(reading.text))
  }

  @Test(arguments: [
    (-8, "its checksum is wrong"), (-4, "its length is wrong"),
    (2, "unknown compression method"), (3, "unknown header flags set"),
    (10, "invalid block type"),
  ])
  func `damage is named`(place: Int, words: String) throws {
    var packed = try Program.gzip("some text\n")
    packed[place < 0 ? packed.count + place : place] = 0xFF
    let reading = try read(packed)
    #expect(reading.failure == "'x.gz' is damaged: \(words)")
    #expect(reading.text == (place < 0 ? "some text\n" : ""))
  }

  @Test func `bytes behind the stream that are no gzip are damage`() throws {
    let reading = try read(Program.gzip("a\n") + Array("garbage".utf8))
    #expect(reading.failure == "'x.gz' is damaged: what follows the gzip stream is no gzip")
    #expect(reading.text == "a\n")
  }

  @Test func `any flipped bit gives an answer, never other text`() throws {
    let packed = try Program.gzip("the quick brown fox jumps over the lazy dog\n")
    for bit in 16..<packed.count * 8 {
      var damaged = packed
      damaged[bit / 8] ^= 1 << (bit % 8)
      let reading = try read(damaged)
      let isSame = reading.text == "the quick brown fox jumps over the lazy dog\n"
      #expect(reading.failure != nil || isSame, "bit \(bit)")
    }
  }
}
