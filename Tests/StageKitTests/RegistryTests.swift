import StageKit
import Testing

@Suite struct `a registry` {
  @Test func `stands sorted, and what is added goes before what is there`() {
    let before = Registry(stages: [.stage(Named<A>.self), .stage(Named<C>.self)])
    let after = before.adding(stages: [.stage(Named<B>.self), .stage(Named<OtherA>.self)])
    #expect(after.stages.map(\.spec.name) == ["a", "b", "c"])
    #expect(after.stage("a")?.spec.summary == "another a")
    #expect(before.stage("a")?.spec.summary == "a")
  }
}

private protocol Naming: Sendable {
  static var name: String { get }
  static var summary: String { get }
}

private enum A: Naming { static let (name, summary) = ("a", "a") }
private enum OtherA: Naming { static let (name, summary) = ("a", "another a") }
private enum B: Naming { static let (name, summary) = ("b", "b") }
private enum C: Naming { static let (name, summary) = ("c", "c") }

private struct Named<N: Naming>: EventStage {
  static var spec: StageSpec { StageSpec(N.name, N.summary) }
  init(_ setup: Setup) throws(Findings) {}
  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {}
}
