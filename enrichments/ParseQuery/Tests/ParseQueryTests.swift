import ParseQueryStage
import StageKit
import StageTesting
import Testing

@Suite struct `parse_query` {
  private func outcome(_ query: String, _ fields: String) throws -> TestOutcome {
    try StageTest(
      [.stage(ParseQuery.self)], stages: "- { use: parse_query, fields: { \(fields) } }",
      fields: [Field("page_urlquery", .text), Field("t", .text)]
    ).run([["page_urlquery": .text(query), "t": "before"]])[0]
  }

  @Test(
    arguments: [
      ("q=shoes&page=2", "t: q", ["t": "shoes"]),
      ("q=shoes&page=2", "n: { from: page, type: integer }", ["t": "before", "n": 2]),
      ("q=a&q=b", "t: q", ["t": "b"]),
      ("q=a%20b+c%C3%A9", "t: q", ["t": "a b cé"]),
      ("%71=x", "t: q", ["t": "x"]),
      ("q=%FF", "t: q", ["t": "\u{fffd}"]),
      ("q=", "t: q", [:]),
      ("p=1", "t: q", [:]),
      ("https://a.example/x?q=1#q=2", "t: q", ["t": "1"]),
      ("?q=1", "t: q", ["t": "1"]),
      ("", "t: q", ["t": "before"]),
    ] as [(String, String, TestEvent)])
  func `parameters become fields`(query: String, fields: String, expected: TestEvent) throws {
    var expected = expected
    if !query.isEmpty { expected["page_urlquery"] = .text(query) }
    #expect(try outcome(query, fields) == .written(expected))
  }

  @Test func `a value of another type fails the event`() throws {
    #expect(
      try outcome("page=two", "n: { from: page, type: integer }")
        == .failed(
          kind: "invalid", message: "'page' is 'two', which 'n' cannot hold as integer",
          ["page_urlquery": "page=two", "t": "before"]))
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(ParseQuery.self),
        stages:
          "- { use: parse_query, fields: { t: utm_source, n: { from: gclid, type: decimal } } }",
        fields: [Field("page_urlquery", .text)], writes: ["t", "n"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
