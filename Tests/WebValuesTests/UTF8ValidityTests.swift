import EventModel
import TestSupport
import Testing
import WebValues

@Suite struct UTF8ValidityTests {
  /// Bytes at the bounds of Unicode's table 3-7.
  private static let bounds: [UInt8] = [
    0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
    0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
  ]

  private func isValid(_ list: [UInt8]) -> Bool {
    String(validating: list, as: UTF8.self) != nil
  }

  @Test func `all short runs of bytes at the bounds are judged as Swift judges them`() {
    for a in Self.bounds {
      for b in Self.bounds {
        for c in Self.bounds {
          // At the begin, and over the border of two groups of 16.
          for list in [[a, b, c], Array(repeating: 97, count: 14) + [a, b, c, 98]] {
            #expect(UTF8Repair.valid(bytes(list)) == isValid(list), "\(list)")
          }
        }
      }
    }
  }

  @Test func `random characters with a byte changed are judged as Swift judges them`() {
    var random = SeededGenerator("valid UTF-8")
    let letters = Array("a1é\u{7ff}\u{800}中\u{d7ff}\u{e000}\u{ffff}\u{10000}😀\u{10ffff}")
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...24, using: &random)
      var list = (0..<count).flatMap { _ in
        Array(String(letters[Int.random(in: 0..<letters.count, using: &random)]).utf8)
      }
      if Bool.random(using: &random), !list.isEmpty {
        list[Int.random(in: 0..<list.count, using: &random)] = Self.bounds.randomElement(
          using: &random)!
      }
      #expect(UTF8Repair.valid(bytes(list)) == isValid(list), "\(list)")
    }
  }
}
