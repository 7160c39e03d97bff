import StageKit
import StageTesting
import Testing
import VisitNumberStage

@Suite struct `visit_number` {
  /// Who comes in which minute; what is given: number of the visit, number of the event, seconds.
  static func run(
    _ comings: [(who: String, minute: Int64)], _ options: String = "", workers: Int = 1
  ) throws -> [[Int64]] {
    let test = try StageTest(
      [.stage(VisitNumber.self)], stages: "- { use: visit_number\(options) }")
    let events: [TestEvent] = comings.map {
      ["domain_userid": .text($0.who), "collector_tstamp": .timestamp($0.minute * 60_000)]
    }
    return try test.run(events, workers: workers).map { outcome in
      ["visit_number", "visit_event", "visit_seconds"].compactMap {
        if case .integer(let value)? = outcome.fields?[$0] { value } else { nil }
      }
    }
  }

  @Test func `a silence longer than the pause begins another visit`() throws {
    #expect(
      try Self.run([("ann", 0), ("ann", 30), ("ann", 61)])
        == [[1, 1, 0], [1, 2, 1800], [2, 1, 0]])
  }

  @Test func `the pause is that of the file`() throws {
    #expect(try Self.run([("ann", 0), ("ann", 30)], ", pause: 20m") == [[1, 1, 0], [2, 1, 0]])
  }

  @Test func `visitors do not mix`() throws {
    #expect(
      try Self.run([("ann", 0), ("bob", 1), ("ann", 2)]) == [[1, 1, 0], [1, 1, 0], [1, 2, 120]])
  }

  @Test func `an event from before belongs to the visit`() throws {
    #expect(try Self.run([("ann", 9), ("ann", 0)]) == [[1, 1, 0], [1, 2, 0]])
  }

  @Test func `events without an id or a time pass unchanged`() throws {
    let test = try StageTest([.stage(VisitNumber.self)], stages: "- use: visit_number")
    let events: [TestEvent] = [["domain_userid": "ann"], ["collector_tstamp": .timestamp(0)]]
    #expect(try test.run(events) == events.map { .written($0) })
  }

  @Test func `who was not seen for the longest time is forgotten`() throws {
    let comings = [("ann", 0), ("bob", 1), ("cid", 2), ("ann", 60)] as [(String, Int64)]
    #expect(try Self.run(comings, ", visitors: 2").last == [1, 1, 0])
    #expect(try Self.run(comings, ", visitors: 6").last == [2, 1, 0])
  }

  @Test func `many events on many workers are numbered in order`() throws {
    let comings = (0..<5000).map { (who: "v\($0 % 7)", minute: Int64($0) / 100) }
    let numbers = try Self.run(comings, workers: 4)
    #expect(numbers.enumerated().allSatisfy { $1[1] == Int64($0 / 7) + 1 })
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      try StageContract(.stage(VisitNumber.self), stages: "- use: visit_number").hold()
    }
  }
}
