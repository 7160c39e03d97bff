import StageKit
import StageTesting
import Testing

@Suite struct `keys that every stage has` {
  @Test func `a stage cannot declare one of them`() {
    let findings = #expect(throws: Findings.self) {
      _ = try StageTest([.stage(Greedy.self)], stages: "- use: greedy", fields: [])
    }
    #expect(
      findings?.map(\.message) == [
        "stage 'greedy' declares 'when', which every stage has: give it another name"
      ])
  }
}

private struct Greedy: EventStage {
  static let when = Option<Int>("when", "an option that no file could state", default: 1)
  static let spec = StageSpec("greedy", "takes what is taken", when)

  init(_ setup: Setup) throws(Findings) {}
  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {}
}
