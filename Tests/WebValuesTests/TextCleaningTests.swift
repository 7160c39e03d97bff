import EventModel
import TestSupport
import Testing
import WebValues

@Suite struct TextCleaningTests {
  let arena = Arena()

  @Test(arguments: [
    ("\t", "    "), ("\u{8}", ""), ("a\u{7F}b", "ab"), ("a\u{85}b", "a\u{85}b"), ("", ""),
    ("Hi\t\u{2}\u{FFFD} \u{8}Jo\t\u{2}", "Hi    \u{FFFD} Jo    "),
    ("a text of twenty-one \r\n bytes", "a text of twenty-one  bytes"),
  ])
  func `tabs become blanks and controls go`(text: String, cleaned: String) {
    #expect(TextCleaning.tsvSafe(bytes(text), arena: arena).string == cleaned)
  }

  @Test func `clean text is not copied`() {
    let input = bytes("a clean text with é in it")
    #expect(TextCleaning.tsvSafe(input, arena: arena).start == input.start)
  }

  @Test func `the shared vectors pass`() throws {
    try SharedVectors.each("tsv_safe") { name, input, expected, _ in
      let text = try #require(input["text"] as? String)
      let result = TextCleaning.tsvSafe(bytes(text), arena: arena)
      #expect(result.string == expected["text"] as? String ?? "", "\(name)")
    }
  }

  @Test func `repair gives what Swift gives for any bytes`() {
    var random = SeededGenerator("repair gives what Swift gives for any bytes")
    let alphabet: [UInt8] = [
      0x41, 0x42, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe1, 0xed,
      0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff,
    ]
    for _ in 0..<50_000 {
      let list = random.list(alphabet, most: 40)
      let input = bytes(list)
      let text = String(decoding: list, as: UTF8.self)
      #expect(UTF8Repair.repaired(input, arena: arena).list == Array(text.utf8), "\(list)")
      #expect(UTF8Repair.valid(input) == (String(validating: list, as: UTF8.self) != nil))
    }
  }
}
