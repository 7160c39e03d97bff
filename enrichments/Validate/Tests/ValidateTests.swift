import ValidateStage
import StageKit
import StageTesting
import Testing

@Suite struct `validate` {
  private static let fields = [
    Field("t", .text), Field("n", .integer), Field("d", .decimal), Field("j", .json),
  ]

  private func outcome(_ rules: String, _ event: TestEvent) throws -> TestOutcome {
    try StageTest(
      [.stage(Validate.self)], stages: "- { use: validate, fields: { \(rules) } }",
      fields: Self.fields
    ).run([event])[0]
  }

  @Test(
    arguments: [
      ("t: { required: true }", ["t": "x"], nil),
      ("t: { required: true }", [:], "'t' is missing"),
      ("t: { min_length: 2 }", [:], nil),
      ("t: { min_length: 2 }", ["t": "é"], "'t' has 1 characters, and 2 are the fewest"),
      ("t: { min_length: 2, max_length: 3 }", ["t": "éàü"], nil),
      ("t: { max_length: 3 }", ["t": "abcd"], "'t' has 4 characters, and 3 are the most"),
      ("t: { values: [web, mob] }", ["t": "mob"], nil),
      ("t: { values: [web, mob] }", ["t": "app"], "'t' is 'app', which is none of its values"),
      ("n: { values: [1, 2] }", ["n": 2], nil),
      ("n: { values: [1, 2] }", ["n": 3], "'n' is 3, which is none of its values"),
      ("n: { min: 1, max: 5 }", ["n": 1], nil),
      ("n: { min: 1, max: 5 }", ["n": 0], "'n' is 0, and 1 is the least"),
      ("n: { min: 1, max: 5 }", ["n": 6], "'n' is 6, and 5 is the most"),
      ("d: { max: 9.5 }", ["d": .decimal("9.50")], nil),
      ("d: { max: 9.5 }", ["d": .decimal("9.51")], "'d' is 9.51, and 9.5 is the most"),
      ("t: { pattern: '^[a-z]+$' }", ["t": "abc"], nil),
      ("t: { pattern: '^[a-z]+$' }", ["t": "ab1"], "'t' is 'ab1', which does not match '^[a-z]+$'"),
      ("t: { type: integer }", ["t": "-12"], nil),
      ("t: { type: integer }", ["t": "1.5"], "'t' is '1.5', which is no integer"),
      ("t: { type: number }", ["t": "1.5e3"], nil),
      ("t: { type: number }", ["t": "0x1"], "'t' is '0x1', which is no number"),
      ("t: { type: boolean }", ["t": "yes"], "'t' is 'yes', which is no boolean"),
      ("t: { type: timestamp }", ["t": "2026-11-21T00:00:00Z"], nil),
      ("t: { type: uuid }", ["t": "AAAAAAAA-0000-4000-8000-00000000000f"], nil),
      (
        "t: { type: uuid }", ["t": "AAAAAAAA-0000-4000-8000-00000000000"],
        "'t' is 'AAAAAAAA-0000-4000-8000-00000000000', which is no uuid"
      ),
      ("t: { type: ip }", ["t": "2001:db8::1"], nil),
      ("t: { type: ip }", ["t": "1.2.3.456"], "'t' is '1.2.3.456', which is no ip"),
      ("t: { type: url }", ["t": "https://a.example/x"], nil),
      ("t: { type: url }", ["t": "/x"], "'t' is '/x', which is no url"),
      ("t: { type: json }", ["t": "[1]"], nil),
      ("t: { type: object }", ["t": "[1]"], "'t' is '[1]', which is no object"),
      ("j: { type: array }", ["j": .json("[1]")], nil),
      ("j: { type: object }", ["j": .json("[1]")], "'j' is '[1]', which is no object"),
    ] as [(String, TestEvent, String?)])
  func `rules hold or break`(rules: String, event: TestEvent, message: String?) throws {
    let expected =
      message.map { TestOutcome.failed(kind: "invalid", message: $0, event) } ?? .written(event)
    #expect(try outcome(rules, event) == expected)
  }

  @Test func `with several broken rules the first is the message`() throws {
    let found = try outcome("t: { required: true }, n: { required: true }", [:])
    #expect(found == .failed(kind: "invalid", message: "'t' is missing", [:]))
  }

  @Test func `events may go on with what is wrong noted`() throws {
    let test = try StageTest(
      [.stage(Validate.self)],
      stages: "- { use: validate, on_error: continue, fields: { n: { max: 5 } } }",
      fields: Self.fields)
    let note =
      #"[{"stage":"validate","class":"invalid","message":"'n' is 9, and 5 is the most"}]"#
    #expect(try test.run([["n": 9]]) == [.written(["n": 9, "errors": .json(note)])])
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(Validate.self),
        stages:
          "- { use: validate, fields: { t: { max_length: 40, pattern: '^.*$', type: url }, n: { min: 3 } } }",
        fields: [Field("t", .text), Field("n", .double)], writes: [])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
