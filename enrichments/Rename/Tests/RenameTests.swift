import RenameStage
import StageKit
import StageTesting
import Testing

@Suite struct `rename` {
  private static let fields = [
    Field("a", .text), Field("b", .text), Field("n", .integer), Field("j", .json),
  ]

  private func outcome(_ options: String, _ event: TestEvent) throws -> TestOutcome {
    try StageTest(
      [.stage(Rename.self)], stages: "- { use: rename, \(options) }", fields: Self.fields
    ).run([event])[0]
  }

  @Test(
    arguments: [
      ("fields: { c: a }", ["c": "x", "b": "y", "n": 5]),
      ("fields: { a: b, b: a }", ["a": "y", "b": "x", "n": 5]),
      ("fields: { b: a }", ["b": "x", "n": 5]),
      ("fields: { c: a, d: a }", ["c": "x", "d": "x", "b": "y", "n": 5]),
      ("fields: { a: a }", ["a": "x", "b": "y", "n": 5]),
      ("fields: { m: { from: n, type: text } }", ["a": "x", "b": "y", "m": "5"]),
      ("fields: { m: { from: n, type: double } }", ["a": "x", "b": "y", "m": .double(5)]),
      ("fields: { user_id: a }, when: n == 5", ["user_id": "x", "b": "y", "n": 5]),
      ("fields: { user_id: a }, when: n == 6", ["a": "x", "b": "y", "n": 5]),
      ("fields: { c: j }", ["a": "x", "b": "y", "n": 5]),
    ] as [(String, TestEvent)])
  func `fields get other names`(options: String, expected: TestEvent) throws {
    #expect(try outcome(options, ["a": "x", "b": "y", "n": 5]) == .written(expected))
  }

  @Test(arguments: [
    ("12", TestOutcome.written(["m": 12])),
    (
      "twelve",
      .failed(
        kind: "invalid", message: "'a' has a value that 'm' cannot hold as integer", ["a": "twelve"]
      )
    ),
  ])
  func `a value becomes one of another type, or the event fails`(
    text: String, expected: TestOutcome
  ) throws {
    let found = try outcome("fields: { m: { from: a, type: integer } }", ["a": .text(text)])
    #expect(found == expected)
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(Rename.self),
        stages: "- { use: rename, fields: { c: a, d: { from: n, type: text }, b: a } }",
        fields: [Field("a", .text), Field("b", .text), Field("n", .double)],
        writes: ["a", "b", "c", "d", "n"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
