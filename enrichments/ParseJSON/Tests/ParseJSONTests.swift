import ParseJSONStage
import StageKit
import StageTesting
import Testing

extension FieldValue {
  fileprivate var isJSON: Bool { if case .json = self { true } else { false } }
}

@Suite struct `parse_json` {
  private func outcome(_ json: FieldValue, _ fields: String) throws -> TestOutcome {
    try StageTest(
      [.stage(ParseJSON.self)], stages: "- { use: parse_json, json: p, fields: { \(fields) } }",
      fields: [Field("p", json.isJSON ? .json : .text), Field("t", .text)]
    ).run([["p": json, "t": "before"]])[0]
  }

  @Test(
    arguments: [
      (#"{"a":{"b":"x"}}"#, "t: a.b", ["t": "x"]),
      (#"{"a":{"b":7}}"#, "t: a.b", ["t": "7"]),
      (#"{"a":{"b":7}}"#, "n: { from: a.b, type: integer }", ["t": "before", "n": 7]),
      (
        #"{"a": [1, {"b": true}]}"#, "f: { from: a.1.b, type: boolean }",
        ["t": "before", "f": true]
      ),
      (#"{"a": [1, 2]}"#, "j: { from: a, type: json }", ["t": "before", "j": .json("[1,2]")]),
      (#" [1, 2] "#, "j: { from: ., type: json }", ["t": "before", "j": .json("[1,2]")]),
      (#""word""#, "t: .", ["t": "word"]),
      (#"{"a":"x\u0041"}"#, "t: a", ["t": "xA"]),
      (#"{"a":1,"a":2}"#, "t: a", ["t": "2"]),
      (#"{"\u0061":1}"#, "t: a", ["t": "1"]),
      (#"{"a":null}"#, "t: a", [:]),
      (#"{"a":1}"#, "t: b.c", [:]),
      (#"{"a":[1]}"#, "t: a.7", [:]),
      (#"{"a":1.50}"#, "d: { from: a, type: decimal }", ["t": "before", "d": .decimal("1.50")]),
      (
        #"{"a":1795302744123}"#, "at: { from: a, type: timestamp }",
        ["t": "before", "at": .timestamp(1_795_302_744_123)]
      ),
      (
        #"{"a":"2026-11-21T00:00:00Z"}"#, "at: { from: a, type: timestamp }",
        ["t": "before", "at": .timestamp(1_795_219_200_000)]
      ),
    ] as [(String, String, TestEvent)])
  func `members become fields`(json: String, fields: String, expected: TestEvent) throws {
    for value in [FieldValue.text(json), .json(json)] {
      let found = try outcome(value, fields)
      var expected = expected
      expected["p"] = value
      #expect(found == .written(expected))
    }
  }

  @Test(arguments: [
    ("{\"a\":", "'p' is no JSON: expected a value at byte 5"),
    ("nothing", "'p' is no JSON: expected a value at byte 0"),
    ("{\"a\":{}}", "'a' is {}, which 't' cannot hold as text"),
    ("1 2", "'p' is no JSON: expected the end of the text at byte 2"),
  ])
  func `what is no JSON, or does not fit, fails`(json: String, message: String) throws {
    #expect(
      try outcome(.text(json), "t: a")
        == .failed(kind: "invalid", message: message, ["p": .text(json), "t": "before"]))
  }

  @Test func `an empty field changes nothing`() throws {
    #expect(try outcome("", "t: a") == .written(["t": "before"]))
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(ParseJSON.self),
        stages: "- { use: parse_json, json: p, fields: { t: a.b, n: { from: n, type: integer } } }",
        fields: [Field("p", .text)], writes: ["t", "n"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
