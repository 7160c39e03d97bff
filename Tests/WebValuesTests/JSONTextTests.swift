import EventModel
import Foundation
import TestSupport
import Testing
import WebValues

@Suite struct JSONTextTests {
  let arena = Arena()

  private func escaped(_ list: [UInt8]) -> String {
    written(JSONText.capacity(escaped: list.count)) { JSONText.writeEscaped(bytes(list), to: $0) }
  }

  @Test(arguments: [
    ("", ""),
    ("plain é / text of more than sixteen bytes", "plain é / text of more than sixteen bytes"),
    ("a\"b\\c\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}", "a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0000\\u001f\u{7f}"),
    ("\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"", String(repeating: "\\\"", count: 17)),
  ])
  func `only what must be is escaped`(text: String, expected: String) {
    #expect(escaped(Array(text.utf8)) == expected)
  }

  @Test(arguments: [
    ("plain", "plain"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"), (#"\u00e9x"#, "éx"),
    (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{FFFD}"), (#"\ud83dx"#, "\u{FFFD}x"),
    (#"\ude00\ud83d\u0041"#, "\u{FFFD}\u{FFFD}A"), (#"\u20AC"#, "€"), (#"a\u0000"#, "a\0"),
    (#"\"#, #"\"#), (#"\u12"#, #"\u12"#),
  ])
  func `escapes are read`(raw: String, expected: String) {
    #expect(JSONText.unescape(bytes(raw), arena: arena).string == expected)
  }

  @Test func `what is escaped is read back`() throws {
    var random = SeededGenerator("what is escaped is read back")
    for _ in 0..<10_000 {
      let list = random.list(Array(0...127) + [34, 92, 34, 92], most: 60)
      let text = escaped(list)
      #expect(JSONText.unescape(bytes(text), arena: arena).list == list)
      let value = try JSONScanner.value(bytes("\"\(text)\""))
      #expect(value.text(arena: arena)?.list == list)
    }
  }

  @Test(arguments: [
    (#"{ "key" : 23 }"#, #"{"key":23}"#), ("[1.00, 2.00]", "[1.00,2.00]"), ("[]", "[]"),
    (#"{"a b" : "c \" d"}"#, #"{"a b":"c \" d"}"#), ("\n  {\n \"a\": 23\n }", #"{"a":23}"#),
  ])
  func `blanks outside of strings go`(raw: String, expected: String) {
    #expect(JSONText.compact(bytes(raw), arena: arena).string == expected)
  }

  @Test func `the shared vectors pass`() throws {
    try SharedVectors.each("json_text") { name, input, expected, _ in
      let text = bytes(try #require(input["text"] as? String))
      if let compact = expected["compact"] as? String {
        _ = try JSONScanner.value(text)
        #expect(JSONText.compact(text, arena: arena).string == compact, "\(name)")
      } else {
        #expect(throws: JSONError.self) { try JSONScanner.value(text) }
      }
    }
  }
}
