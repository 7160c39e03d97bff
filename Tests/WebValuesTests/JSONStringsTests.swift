import EventModel
import TestSupport
import Testing

@testable import WebValues

/// A walk that knows from a look over the text where strings end, beside one that does not.
@Suite final class JSONStringsTests {
  let strings = JSONStrings()
  let arena = Arena()

  @Test func `both walks find the same, and refuse the same texts`() {
    var texts = RandomJSON(SeededGenerator("walks over JSON"))
    var good = 0
    for _ in 0..<3_000 {
      let text = texts.object(keys: ["a", "name", "an_attribute_of_the_event_that_is_long"])
      let list = texts.chance(2) ? Array(text.utf8) : texts.broken(text)
      if expectSame(list) { good += 1 }
    }
    #expect(good > 1_200 && good < 2_900)
  }

  @Test func `a text that is cut anywhere is refused by both`() {
    let text =
      #"{"a":"b","é\n\\":["\"","中😀",{"x\u00e9\ud83d\ude00":-1.5e3}],"#
      + #""long":"\#(String(repeating: #"abc\\\\\""#, count: 40))","z":"\\\\","":""}"#
    let list = Array(text.utf8)
    #expect(expectSame(list))
    for count in list.indices { #expect(!expectSame(Array(list.prefix(count)))) }
  }

  @Test(arguments: [0, 1, 60, 61, 62, 63, 64, 65, 66, 126, 127, 128, 129, 4_000])
  func `strings end anywhere in a group of bytes`(length: Int) {
    for slashes in 0...9 {
      for behind in ["", "é", "😀", "\\\"", "\\u0041", "\\x", "\t"] {
        let inside =
          String(repeating: "k", count: length) + String(repeating: "\\", count: slashes) + behind
        expectSame(Array(#"{"\#(inside)":"\#(inside)","b":["\#(inside)"]}"#.utf8))
      }
    }
  }

  @Test func `a byte that is changed anywhere changes both walks alike`() {
    let list = Array(
      #"{"key":"v\"a\\l\u00e9 中 and so on, to the next group of bytes","n":[1,"😀",null]}"#.utf8)
    for place in list.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = list
        changed[place] = byte
        expectSame(changed)
      }
    }
  }

  @Test(arguments: [JSONStrings.longest, JSONStrings.longest + 1])
  func `texts that are too long are not looked over`(count: Int) {
    let text = bytes("{\"a\":\"" + String(repeating: "x", count: count - 8) + "\"}")
    #expect(text.count == count)
    #expect(strings.find(in: text) == (count <= JSONStrings.longest))
  }

  /// What stands in a text: keys and values, with whether they hold escapes.
  private func walk(_ start: JSONCursor) throws(JSONError) -> [String] {
    var cursor = start
    var found: [String] = []
    try cursor.enter(123, .object)
    while let key = try cursor.nextKey(isFirst: found.isEmpty) {
      let value = try cursor.value(depth: 2)
      found.append("\(key.text.list) \(key.isEscaped)")
      found.append("\(value.kind) \(value.raw.list) \(value.isEscaped)")
    }
    try cursor.finish()
    return found
  }

  /// Whether the text is an object, for which both walks find the same.
  @discardableResult
  private func expectSame(_ list: [UInt8]) -> Bool {
    arena.reset()
    let text = list.withUnsafeBufferPointer { buffer in
      arena.copy(buffer.baseAddress.map { Bytes($0, buffer.count) } ?? .empty)
    }
    let expected = try? walk(JSONCursor(text))
    // A control may stand between strings, but then the look over the text leaves it to the other walk.
    let isKnown = strings.find(in: text)
    let found = isKnown ? try? walk(JSONCursor(text, strings: strings)) : nil
    let mayBeUnknown = list.contains { $0 < 32 }
    #expect(found == expected || (mayBeUnknown && !isKnown), "\(text.string)")
    return expected != nil
  }
}
