import StageKit
import StageTesting
import Testing

@testable import LookupStage

@Suite struct `lookup` {
  private static let fields = [
    Field("user_id", .text), Field("plan", .text), Field("txn_id", .integer),
  ]
  private static let rows: [String: [String: FieldValue]] = [
    "ann": ["plan": "team", "seats": 25, "since": "2026-11-21T00:00:00Z", "share": 0.5],
    "bob": ["seats": 1, "open": true],
  ]

  private func outcome(
    _ options: String, _ event: TestEvent, lookups: [String: TestLookup]? = nil
  ) throws -> TestOutcome {
    let lookups = try lookups ?? ["people": .keyTable(rows: Self.rows)]
    let test = try StageTest(
      [.stage(LookupFields.self)], stages: "- { use: lookup, \(options) }", fields: Self.fields,
      lookups: lookups)
    return try test.run([event])[0]
  }

  @Test(
    arguments: [
      ("ann", "plan: plan", ["plan": "team"]),
      ("ann", "plan: plan, n: { from: seats, type: integer }", ["plan": "team", "n": 25]),
      ("ann", "n: { from: seats }, s: { from: seats, type: text }", ["n": 25, "s": "25"]),
      ("bob", "plan: plan", [:]),
      ("ann", "x: share", ["x": 0.5]),
      ("ann", "t: { from: since, type: timestamp }", ["t": .timestamp(1_795_219_200_000)]),
      ("ann", "txn_id: seats", ["txn_id": 25]),
      (
        "bob", "o: open, s: { from: seats, type: double }",
        ["o": true, "s": .double(1)]
      ),
      ("cyd", "plan: plan", ["plan": "as it was"]),
    ] as [(String, String, TestEvent)])
  func `writes columns of the row`(id: String, fields: String, expected: TestEvent) throws {
    let event: TestEvent = ["user_id": .text(id), "plan": "as it was"]
    let found = try outcome("lookup: people, fields: { \(fields) }", event)
    var all: TestEvent = ["user_id": .text(id)]
    if !fields.hasPrefix("plan") { all["plan"] = "as it was" }
    #expect(found == .written(all.merging(expected) { $1 }))
  }

  @Test func `an event without the key stays as it is`() throws {
    let found = try outcome("lookup: people, fields: { plan: plan }", ["plan": "x"])
    #expect(found == .written(["plan": "x"]))
  }

  @Test func `the first table that has the key answers, whole`() throws {
    let lookups: [String: TestLookup] = [
      "a": try .keyTable(rows: ["ann": ["plan": "a"]]),
      "b": try .keyTable(rows: ["ann": ["plan": "b", "n": 1], "bob": ["plan": "b", "n": 2]]),
    ]
    let options = "lookup: [a, b], fields: { plan: plan }"
    #expect(try outcome(options, ["user_id": "ann"], lookups: lookups).fields?["plan"] == "a")
    #expect(try outcome(options, ["user_id": "bob"], lookups: lookups).fields?["plan"] == "b")
  }

  private func refusal(_ options: String) -> [String] {
    let findings = #expect(throws: Findings.self) { try outcome(options, [:]) }
    let unused = "no stage uses the lookup 'people'"
    return findings?.map(\.message).filter { $0 != unused } ?? []
  }

  @Test(arguments: [
    ("lookup: people, fields: { x: pln }", ["the table has no column 'pln'; did you mean 'plan'?"]),
    (
      "lookup: people, fields: { x: { from: open, type: integer } }",
      ["column 'open' is boolean, and 'x' holds integer"]
    ),
    ("lookup: people", ["stage 'lookup' needs the option 'fields'"]),
    ("fields: { x: plan }", ["stage 'lookup' needs a lookup for 'lookup' (key table)"]),
    ("lookup: people, fields: { }", ["'fields' lists nothing"]),
    ("lookup: people, fields: { 1x: plan }", ["'1x' is no name of a field"]),
    (
      "lookup: people, fields: { x: { form: plan } }",
      ["the declaration of a field has no key 'form'", "the table has no column 'x'"]
    ),
    ("lookup: people, fields: { x: { from: plan, type: word } }", ["'word' is no type of a field"]),
    (
      "lookup: people, fields: { txn_id: { from: seats, type: double } }",
      ["'txn_id' is integer and would become double here"]
    ),
    ("lookup: [people, people], fields: { x: plan }", ["'lookup' names 'people' twice"]),
  ])
  func `what is refused`(options: String, said: [String]) {
    let found = refusal(options)
    #expect(found == Array(said.prefix(found.count)) && !found.isEmpty)
  }

  @Test func `a value that is not of the stated type gives the event up`() throws {
    let found = try outcome(
      "lookup: people, fields: { x: { from: plan, type: integer } }", ["user_id": "ann"])
    #expect(
      found
        == .failed(
          kind: "lookup",
          message: "'plan' of the key has a value that 'x' cannot hold as integer",
          ["user_id": "ann"]))
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(LookupFields.self),
        stages:
          "- { use: lookup, lookup: people, fields: { plan: plan, n: { from: seats, type: integer } } }",
        fields: [Field("user_id", .text), Field("plan", .text)],
        lookups: ["people": try .keyTable(rows: ["a": ["plan": "x", "seats": 1]])],
        writes: ["plan", "n"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
