import FilterStage
import StageKit
import StageTesting
import Testing

@Suite struct `filter` {
  private func outcomes(_ keep: String, _ events: [TestEvent]) throws -> [TestOutcome] {
    let test = try StageTest(
      [.stage(Filter.self)], stages: "- use: filter\n  keep: \(keep)",
      fields: [Field("geo_country", .text), Field("txn_id", .integer), Field("ua_device", .text)])
    return try test.run(events)
  }

  @Test(arguments: [
    ("geo_country == \"DE\"", true, false, false),
    ("geo_country != \"DE\"", false, true, true),
    ("'!(geo_country == \"DE\")'", false, true, true),
    ("txn_id < 10", true, false, false),
    ("'!(txn_id < 10)'", false, true, false),
    ("geo_country == null", false, false, true),
    ("geo_country == \"DE\" || txn_id > 10", true, true, false),
    ("geo_country != null && txn_id >= 20", false, true, false),
    ("\"true\"", true, true, true),
  ])
  func `events are kept`(keep: String, de: Bool, at: Bool, none: Bool) throws {
    let found = try outcomes(
      keep, [["geo_country": "DE", "txn_id": 5], ["geo_country": "AT", "txn_id": 20], [:]])
    #expect(found.map { $0 != .filtered } == [de, at, none])
  }

  @Test func `an error that no null caused fails the event`() throws {
    let found = try outcomes("10 / txn_id > 4", [["txn_id": 2], ["txn_id": 5], ["txn_id": 0], [:]])
    #expect(
      found == [
        .written(["txn_id": 2]), .filtered,
        .failed(kind: "expression", message: "division by zero", ["txn_id": 0]), .filtered,
      ])
  }

  @Test func `slices and blocks change nothing`() throws {
    let events: [TestEvent] = (0..<5000).map { ["txn_id": .integer(Int64($0))] }
    let found = try outcomes("txn_id < 1234", events)
    #expect(found.count { $0 != .filtered } == 1234)
    #expect(found[1233] == .written(["txn_id": 1233]))
    #expect(found[1234] == .filtered)
  }

  @Test func `the table of the read-me is true`() throws {
    let test = try StageTest(
      [.stage(Filter.self)],
      stages: "- use: filter\n  keep: platform == \"web\" && ua_device != \"Spider\"",
      fields: [Field("platform", .text), Field("ua_device", .text)])
    let found = try test.run([
      ["platform": "web", "ua_device": "iPhone"], ["platform": "web"],
      ["platform": "web", "ua_device": "Spider"], ["platform": "app", "ua_device": "iPhone"],
      ["ua_device": "iPhone"],
    ])
    #expect(found.map { $0 != .filtered } == [true, true, false, false, false])
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(Filter.self), stages: "- { use: filter, keep: 'a < b && c' }",
        fields: [Field("a", .text), Field("b", .text), Field("c", .boolean)])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
