import EventModel
import Testing

@testable import LookupKit

@Suite struct UTF8Tests {
  @Test func `the check agrees with the standard library`() {
    var random = SeededGenerator(seed: 7)
    let interesting: [UInt8] = [
      0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed,
      0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff,
    ]
    for _ in 0..<200_000 {
      let ascii = [UInt8](repeating: 0x61, count: Int.random(in: 0..<12, using: &random))
      let odd = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
        interesting.randomElement(using: &random)!
      }
      let bytes = ascii + odd
      let padded = bytes + [UInt8](repeating: 0xff, count: Bytes.slack)
      let ours = padded.withUnsafeBufferPointer { Bytes($0.baseAddress!, bytes.count).isUTF8 }
      #expect(ours == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }
}
