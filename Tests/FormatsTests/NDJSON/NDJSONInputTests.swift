import StageKit
import Testing

@testable import Formats

@Suite struct NDJSONInputTests {
  struct Conversion: Sendable, CustomTestStringConvertible {
    let type: FieldType
    let json: String
    /// The value as `ndjson` writes it; nil when it does not fit, "" when it is empty.
    let expected: String?

    init(_ type: FieldType, _ json: String, _ expected: String?) {
      self.type = type
      self.json = json
      self.expected = expected
    }

    var testDescription: String { "\(type.rawValue) from \(json)" }
  }

  static let texts = [
    Conversion(.text, #""a""#, #""a""#), Conversion(.text, "1.50", #""1.50""#),
    Conversion(.text, "true", #""true""#), Conversion(.text, #""""#, ""),
    Conversion(.text, "null", ""), Conversion(.text, #"{"a":1}"#, nil),
    Conversion(.text, "[]", nil), Conversion(.text, #""é\u00e9\n""#, #""éé\n""#),
    Conversion(.text, #""\ud83d\ude00""#, #""😀""#), Conversion(.text, #""\ud83d""#, "\"\u{fffd}\""),
    Conversion(.text, #""\u0000\/""#, #""\u0000/""#),
  ]

  static let numbers = [
    Conversion(.integer, "-7", "-7"), Conversion(.integer, #""42""#, "42"),
    Conversion(.integer, "9223372036854775807", "9223372036854775807"),
    Conversion(.integer, "9223372036854775808", nil), Conversion(.integer, "1.0", nil),
    Conversion(.integer, "1e3", nil), Conversion(.integer, "true", nil),
    Conversion(.integer, #""""#, ""), Conversion(.integer, "null", ""),
    Conversion(.float, "51.50853", "51.50853"), Conversion(.float, #""-0.1257""#, "-0.1257"),
    Conversion(.float, "1e39", nil), Conversion(.float, #""abc""#, nil),
    Conversion(.float, "1", "1.0"), Conversion(.float, #""NaN""#, #""NaN""#),
    Conversion(.double, "0.1", "0.1"),
    Conversion(.double, "0.30000000000000004", "0.30000000000000004"),
    Conversion(.double, "1e400", nil), Conversion(.double, "1E10", "1.0E10"),
    Conversion(.double, #""-Infinity""#, #""-Infinity""#), Conversion(.double, #""1.""#, nil),
    Conversion(.double, #"" 1""#, nil), Conversion(.double, "[1]", nil),
    Conversion(.decimal, "1999.00", "1999.00"), Conversion(.decimal, #""+0042.10""#, "42.10"),
    Conversion(.decimal, "0.0000001", "1E-7"), Conversion(.decimal, "1e3", "1000"),
    Conversion(.decimal, "1e99999", nil), Conversion(.decimal, #""1,5""#, nil),
    Conversion(.decimal, "-0.0", "0.0"), Conversion(.decimal, "false", nil),
  ]

  static let rest = [
    Conversion(.boolean, "true", "true"), Conversion(.boolean, "0", "false"),
    Conversion(.boolean, #""1""#, "true"), Conversion(.boolean, #""false""#, "false"),
    Conversion(.boolean, "2", nil), Conversion(.boolean, #""yes""#, nil),
    Conversion(.boolean, "{}", nil),
    Conversion(.timestamp, #""2026-11-21T23:12:24.5Z""#, #""2026-11-21T23:12:24.500Z""#),
    Conversion(.timestamp, #""2026-11-22T00:12:24+01:00""#, #""2026-11-21T23:12:24.000Z""#),
    Conversion(.timestamp, #""2026-11-21 23:12:24.123""#, #""2026-11-21T23:12:24.123Z""#),
    Conversion(.timestamp, "0", #""1970-01-01T00:00:00.000Z""#),
    Conversion(.timestamp, "-1", #""1969-12-31T23:59:59.999Z""#),
    Conversion(.timestamp, "253402300800000", nil), Conversion(.timestamp, "1.5", nil),
    Conversion(.timestamp, #""yesterday""#, nil), Conversion(.timestamp, "true", nil),
    Conversion(.json, #"{ "a" : [ 1 , "b c" ] }"#, #"{"a":[1,"b c"]}"#),
    Conversion(.json, #""""#, #""""#), Conversion(.json, "1.00", "1.00"),
    Conversion(.json, "null", ""), Conversion(.json, #""\ud800""#, #""\ufffd""#),
    Conversion(.entities, "[]", ""), Conversion(.entities, "3", nil),
    Conversion(.entities, #"[{"schema":"iglu:a"}]"#, nil),
    Conversion(.entities, #"[{"schema":"iglu:a","data":1,"more":2}]"#, nil),
    Conversion(.entities, #"{"schema":"iglu:other","data":[]}"#, nil),
  ]

  @Test(arguments: texts + numbers + rest)
  func `a value becomes one of its field's type or does not fit`(_ item: Conversion) throws {
    let bench = try RowBench([.init("x", item.type)], others: .fail)
    let failure = bench.failure(#"{"x": \#(item.json)}"#)
    guard let expected = item.expected else {
      let type = item.type == .entities ? "list of entities" : item.type.rawValue
      let message = "x: \(item.json) is no \(type)"
      #expect(failure == Failure(.invalid, message, errors: [message]))
      return
    }
    #expect(failure == nil)
    #expect(try bench.ndjson() == (expected.isEmpty ? "{}\n" : "{\"x\":\(expected)}\n"))
  }

  @Test(arguments: texts + numbers + rest)
  func `values that do not fit leave their field empty on demand`(_ item: Conversion) throws {
    let bench = try RowBench([.init("x", item.type)], invalid: "empty")
    try bench.decode(#"{"x":\#(item.json)}"#)
    let isEmpty = try bench.ndjson() == "{}\n"
    #expect(isEmpty == (item.expected ?? "").isEmpty)
  }

  @Test(arguments: [
    (#"{"a" 1}"#, "expected ':' at byte 5"), ("", "expected '{' at byte 0"),
    ("[1]", "expected '{' at byte 0"), (#"{"a":1"#, "expected ',' or '}' at byte 6"),
    (#"{"a":1} x"#, "expected the end of the text at byte 8"),
    (#"{"a":01}"#, "expected ',' or '}' at byte 6"),
    (#"{a:1}"#, "expected a key in quotes at byte 1"),
    ("{\"a\":\"\u{1}\"}", "expected an escape for the control character at byte 6"),
  ])
  func `what is no JSON object fails with the place`(_ line: String, _ problem: String) throws {
    let bench = try RowBench([.init("a", .integer)])
    #expect(bench.failure(line) == Failure(.parse, "not a JSON object: \(problem)"))
    #expect(bench.slice.rowCount == 0)
  }

  @Test func `broken UTF-8 is no JSON`() throws {
    let bench = try RowBench([.init("a", .text)])
    #expect(throws: Failure(.parse, "not a JSON object: expected well-formed UTF-8 at byte 6")) {
      try bench.decode(Array(#"{"a":""#.utf8) + [0xff, 34, 125])
    }
  }

  @Test func `all problems of a line come together`() throws {
    let bench = try RowBench(
      [
        .init("geo_latitude", .float), .init("txn_id", .integer),
        .init("app_id", .text, required: true), .init("user_id", .text, required: true),
      ], others: .fail)
    let failure = bench.failure(
      #"{"y":1,"geo_latitude":"abc","app_id":"","txn_id":"x","z":{},"user_id":[]}"#)
    let errors = [
      #"geo_latitude: "abc" is no float"#, #"txn_id: "x" is no integer"#,
      "user_id: [] is no text", "app_id: required, but it has no value", "unknown keys: y, z",
    ]
    #expect(failure == Failure(.invalid, errors[0] + ", and 4 more", errors: errors))
    #expect(bench.failure(#"{"app_id":"a","user_id":"u"}"#) == nil)
  }

  @Test func `a long value is cut in messages, between characters`() throws {
    let bench = try RowBench([.init("a", .integer)])
    let long = String(repeating: "é", count: 100)
    let message = "a: \"" + String(repeating: "é", count: 29) + "… is no integer"
    #expect(bench.failure(#"{"a":"\#(long)"}"#)?.message == message)
  }

  @Test func `paths go into objects, and one key may fill several fields`() throws {
    let bench = try RowBench([
      .init("ip", .text, path: "client.ip"), .init("copy", .text, path: "client.ip"),
      .init("whole", .json, path: "client"), .init("deep", .integer, path: "a.b.c"),
    ])
    try bench.decode(#"{"a":{"b":{"c":7,"d":8},"e":{}},"client":{"ip":"::1","port":1}}"#)
    try bench.decode(#"{"a":{"b":5},"client":"no object"}"#)
    try bench.decode(#"{"a":null}"#)
    #expect(
      try bench.ndjson() == """
        {"ip":"::1","copy":"::1","whole":{"ip":"::1","port":1},"deep":7,"a":{"b":{"d":8},"e":{}}}
        {"whole":"no object","a":{"b":5}}
        {"a":null}

        """)
  }

  @Test func `the last of equal keys counts, whatever the others hold`() throws {
    let bench = try RowBench([.init("a", .integer), .init("b", .text)])
    try bench.decode(#"{"a":"x","b":"1","\u0061":2,"b":null}"#)
    #expect(try bench.ndjson() == "{\"a\":2}\n")
  }

  @Test func `a byte order mark before an object is passed over, one within is none`() throws {
    let bench = try RowBench([.init("a", .integer)])
    try bench.decode("\u{feff}{\"a\":1}")
    #expect(try bench.ndjson() == "{\"a\":1}\n")
    let within = bench.failure("{\u{feff}\"a\":1}")
    #expect(within == Failure(.parse, "not a JSON object: expected a key in quotes at byte 1"))
    #expect(bench.failure("\u{feff}") != nil)
  }

  @Test func `an unread field is not looked at unless it is required`() throws {
    let bench = try RowBench([
      .init("a", .integer, wanted: false), .init("b", .integer, required: true, wanted: false),
    ])
    #expect(bench.failure(#"{"a":"x","b":1}"#) == nil)
    #expect(bench.failure(#"{"a":"x","b":"x"}"#)?.errors == [#"b: "x" is no integer"#])
    #expect(try bench.ndjson() == "{}\n")
  }
}
