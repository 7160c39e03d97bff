import Foundation
import StageKit
import Testing

@testable import Formats

@Suite struct NDJSONOutputTests {
  static let values: [(FieldType, Slot, String)] = [
    (.text, .text("a\"b\\c\n\t\u{1}/é😀\u{7f}"), #""a\"b\\c\n\t\u0001/é😀"# + "\u{7f}\""),
    (.text, .text([0x61, 0xff, 0x62]), "\"a\u{fffd}b\""),
    (.text, .text([0xed, 0xa0, 0x80, 34]), "\"\u{fffd}\u{fffd}\u{fffd}\\\"\""),
    (.text, .text([0]), #""\u0000""#),
    (.integer, .integer(.min), "-9223372036854775808"), (.integer, .integer(0), "0"),
    (.float, .float(43.88), "43.88"), (.float, .float(-.infinity), #""-Infinity""#),
    (.double, .double(1e300), "1.0E300"), (.double, .double(.nan), #""NaN""#),
    (.decimal, .decimal("1999.00"), "1999.00"), (.decimal, .decimal("7.51E-9"), "7.51E-9"),
    (.decimal, .decimal("+1"), #""+1""#), (.decimal, .decimal("1."), #""1.""#),
    (.boolean, .boolean(true), "true"), (.boolean, .boolean(false), "false"),
    (.timestamp, .timestamp(1_795_302_744_123), #""2026-11-21T23:12:24.123Z""#),
    (.timestamp, .text("text-130"), #""text-130""#),
    (.json, .json(#"{"a":"\u00e9\\ud800\ud83d\ude00"}"#), #"{"a":"\u00e9\\ud800\ud83d\ude00"}"#),
    (
      .json, .json(#"["\ud800","\udc00\udbff","\\\ud800"]"#),
      #"["\ufffd","\ufffd\ufffd","\\\ufffd"]"#
    ),
    (.json, .json("{\n\t\"a\": 1}\r"), "{    \"a\": 1}"),
    (.json, .json("\"\u{7f}é\""), "\"\u{7f}é\""),
  ]

  @Test func `every type has its form`() throws {
    for (type, value, expected) in Self.values {
      let bench = try RowBench([.init("x", type)])
      bench.add(["x": value])
      let line = try bench.ndjson()
      #expect(line == "{\"x\":\(expected)}\n")
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
  }

  @Test func `only values stand in the object, in the order of the fields`() throws {
    let bench = try RowBench([.init("b", .text), .init("a\"", .integer), .init("c", .text)])
    bench.add(["c": .text("3"), "b": .text("1")])
    bench.add([:])
    bench.add(["a\"": .integer(2)])
    #expect(try bench.ndjson() == "{\"b\":\"1\",\"c\":\"3\"}\n{}\n{\"a\\\"\":2}\n")
  }

  @Test func `only the selected rows are written`() throws {
    let bench = try RowBench([.init("a", .integer)])
    for number in 0..<256 { bench.add(["a": .integer(Int64(number))]) }
    var rows = Selection()
    for row in [0, 63, 64, 200, 255] { rows.insert(row) }
    let encoder = NDJSONEncoder(bench.fields)
    let expected = [0, 63, 64, 200, 255].map { "{\"a\":\($0)}\n" }.joined()
    #expect(bench.written(encoder, only: rows) == expected)
    #expect(bench.written(encoder, only: Selection()) == "")
    #expect(bench.written(encoder).utf8.split(separator: 10).count == 256)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 31, 32, 33, 16_383, 16_384, 16_385, 1 << 20])
  func `texts of every length and place of an escape come through`(_ length: Int) throws {
    let bench = try RowBench([.init("a", .text), .init("b", .text)])
    for mark in [nil, 0, length / 2, length - 1] as [Int?] {
      var text = [UInt8](repeating: 120, count: length)
      if let mark, text.indices.contains(mark) { text[mark] = 10 }
      bench.add(["a": .text(text), "b": .text("end")])
    }
    for line in try bench.ndjson().split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      #expect(object?["a"]?.utf8.count == length)
      #expect(object?["b"] == "end")
    }
  }
}
