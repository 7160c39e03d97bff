import StageKit
import StageTesting
import Testing

@Suite struct `the memory of ordered stages` {
  @Test(arguments: [1, 4])
  func `a run begins with a new one`(workers: Int) throws {
    let test = try StageTest([.stage(Numbering.self)], stages: "- use: numbering", fields: [])
    let events = [TestEvent](repeating: [:], count: 700)
    let expected = (1...700).map { TestOutcome.written(["number": .integer($0)]) }
    for _ in 0..<2 { #expect(try test.run(events, workers: workers) == expected) }
  }

  @Test func `each stage of a pipeline has its own`() throws {
    let test = try StageTest(
      [.stage(Numbering.self), .stage(Renumbering.self)],
      stages: "- use: numbering\n- { use: renumbering, when: number > 1 }", fields: [])
    #expect(
      try test.run([[:], [:]]).map(\.fields) == [["number": 1], ["number": 2, "again": 1]])
  }
}

private struct Renumbering: OrderedStage {
  static let again = Output("again", .integer, "1 for the first event")
  static let spec = StageSpec("renumbering", "numbers events", again)
  private let again: OutputRef

  init(_ setup: Setup) throws(Findings) { again = setup[Self.again] }

  func makeMemory() -> Int64 { 0 }

  func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ memory: inout Int64
  ) throws(Failure) {
    memory += 1
    changes.set(again, .integer(memory))
  }
}
