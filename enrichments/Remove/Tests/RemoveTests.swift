import RemoveStage
import StageKit
import StageTesting
import Testing

@Suite struct `remove` {
  private static let fields = [Field("a", .text), Field("b", .text), Field("n", .integer)]

  @Test(
    arguments: [
      ("fields: a", ["b": "y", "n": 5]),
      ("fields: [a, n]", ["b": "y"]),
      ("fields: [a, n], when: n == 5", ["b": "y"]),
      ("fields: [a, n], when: n == 6", ["a": "x", "b": "y", "n": 5]),
    ] as [(String, TestEvent)])
  func `fields are taken away`(options: String, expected: TestEvent) throws {
    let test = try StageTest(
      [.stage(Remove.self)], stages: "- { use: remove, \(options) }", fields: Self.fields)
    #expect(try test.run([["a": "x", "b": "y", "n": 5]]) == [.written(expected)])
  }

  @Test(arguments: ["", ", when: n == 5"])
  func `failed events do not have them either`(when: String) throws {
    let test = try StageTest(
      [.stage(Remove.self), .stage(Refuse.self)],
      stages: "- { use: remove, fields: a\(when) }\n- use: refuse", fields: Self.fields)
    #expect(
      try test.run([["a": "x", "b": "y", "n": 5]]) == [
        .failed(kind: "plugin", message: "no", ["b": "y", "n": 5])
      ])
  }

  /// Gives every event up.
  private struct Refuse: EventStage {
    static let spec = StageSpec("refuse", "gives every event up")
    init(_ setup: Setup) throws(Findings) {}
    func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
      throw Failure(.plugin, "no")
    }
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(Remove.self), stages: "- { use: remove, fields: [a, n], when: b != null }",
        fields: [Field("a", .text), Field("b", .text), Field("n", .integer)], writes: ["a", "n"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
