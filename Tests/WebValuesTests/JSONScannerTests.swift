import EventModel
import Foundation
import TestSupport
import Testing
import WebValues

@Suite struct JSONScannerTests {
  let arena = Arena()

  @Test func `the members of an object come in order`() throws {
    let text = #" { "a" : 1.50 , "b\n":"x\ty","c":[1,{"d":null}], "e":{}, "f":true,"g":null } "#
    var scanner = JSONScanner(bytes(text))
    var found: [String] = []
    try scanner.enterObject()
    while let member = try scanner.nextMember() {
      let name = member.name(arena: arena).string
      let value = member.value
      found.append("\(name) \(value.kind) \(value.text(arena: arena)?.string ?? value.raw.string)")
    }
    try scanner.finish()
    #expect(
      found == [
        "a number 1.50", "b\n string x\ty", "c array [1,{\"d\":null}]", "e object {}",
        "f true true", "g null null",
      ])
  }

  @Test func `the elements of an array come in order`() throws {
    var scanner = JSONScanner(bytes("[1, \"a\" ,[]]"))
    var found: [String] = []
    try scanner.enterArray()
    while let element = try scanner.nextElement() { found.append(element.raw.string) }
    try scanner.finish()
    #expect(found == ["1", "\"a\"", "[]"])
  }

  @Test(arguments: [
    ("", "expected a value at byte 0"), ("{9:\"a\"}", "expected a key in quotes at byte 1"),
    ("{\"a\" 1}", "expected ':' at byte 5"), ("{\"a\":1 2}", "expected ',' or '}' at byte 7"),
    ("[1 2]", "expected ',' or ']' at byte 3"), ("[1,]", "expected a value at byte 3"),
    ("{\"a\":1,}", "expected a key in quotes at byte 7"),
    ("1 2", "expected the end of the text at byte 2"),
    ("\"a", "expected '\"' at the end of the string at byte 2"),
    ("\"\\x\"", "expected an escape such as \\n or \\u0041 at byte 2"),
    ("\"\\u12G4\"", "expected an escape such as \\n or \\u0041 at byte 5"),
    ("\"\u{1}\"", "expected an escape for the control character at byte 1"),
    ("01", "expected the end of the text at byte 1"), ("-", "expected a digit at byte 1"),
    ("1.", "expected a digit at byte 2"), ("1e+", "expected a digit at byte 3"),
    ("tru", "expected a value at byte 0"), ("nul", "expected a value at byte 0"),
    ("+1", "expected a value at byte 0"), ("[", "expected a value at byte 1"),
    ("{", "expected a key in quotes at byte 1"),
    ("\"\\", "expected an escape such as \\n or \\u0041 at byte 2"),
  ])
  func `what is no JSON is refused with its place`(text: String, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONScanner.value(bytes(text)) }
    #expect(error?.description == message)
  }

  @Test func `broken UTF-8 is refused`() {
    let error = #expect(throws: JSONError.self) { try JSONScanner.value(bytes([34, 0xc3, 34])) }
    #expect(error?.description == "expected well-formed UTF-8 at byte 1")
  }

  @Test func `values are 64 deep at most`() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try JSONScanner.value(bytes(deep)).kind == .array)
    let error = #expect(throws: JSONError.self) { try JSONScanner.value(bytes("[\(deep)]")) }
    #expect(error?.description == "expected at most 64 values inside one another at byte 64")
    for (text, nesting, isRead) in [
      ("[[1]]", 2, true), ("[[[]]]", 2, false), ("[{\"a\":1}]", 2, true),
      ("[{\"a\":{}}]", 2, false),
    ] {
      var scanner = JSONScanner(Bytes.constant(text), nesting: nesting)
      #expect((try? scanner.enterArray()) != nil)
      #expect(((try? scanner.nextElement()) != nil) == isRead, "\(text)")
    }
    var scanner = JSONScanner(bytes("[\(deep)]"))
    try scanner.enterArray()
    #expect(throws: JSONError.self) { try scanner.nextElement() }
  }

  @Test func `texts of random tokens are accepted when they reduce to one value`() {
    var random = SeededGenerator(
      "texts of random tokens are accepted when they reduce to one value")
    let tokens: [(text: String, letter: String)] = [
      ("{", "{"), ("}", "}"), ("[", "["), ("]", "]"), (",", ","), (":", ":"), ("\"a\"", "s"),
      ("\"\\n\"", "s"), ("-0.5e3", "v"), ("true", "v"), ("null", "v"),
    ]
    for _ in 0..<30_000 {
      let count = Int.random(in: 1...8, using: &random)
      let picked = (0..<count).map { _ in tokens[Int.random(in: 0..<11, using: &random)] }
      let text = picked.map(\.text).joined(separator: " ")
      let isValid = (try? JSONScanner.value(bytes(text))) != nil
      #expect(isValid == isValue(picked.map(\.letter).joined()), "\(text)")
    }
  }

  /// Whether lists of values can be replaced by `v` until one value is left.
  private func isValue(_ letters: String) -> Bool {
    let list = #"\[([vs](,[vs])*)?\]|\{(s:[vs](,s:[vs])*)?\}"#
    var text = letters
    while let range = text.range(of: list, options: .regularExpression) {
      text.replaceSubrange(range, with: "v")
    }
    return text == "v" || text == "s"
  }
}
