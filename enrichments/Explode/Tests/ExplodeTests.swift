import ExplodeStage
import StageKit
import StageTesting
import Testing

@Suite struct `explode` {
  private static let fields = [
    Field("event_id", .text), Field("items", .json), Field("n", .integer),
  ]
  private static let options = "list: items, fields: { sku: { from: sku, type: text } }"

  private func pieces(
    _ json: String?, _ options: String = Self.options, more: String = ""
  ) throws -> [TestOutcome] {
    var event: TestEvent = ["n": 1]
    if let json { event["items"] = .json(json) }
    return try StageTest(
      [.stage(Explode.self)], stages: "- { use: explode, \(options) }\n\(more)",
      fields: Self.fields
    ).pieces(of: [event])[0]
  }

  @Test func `each element is an event with all other fields`() throws {
    #expect(
      try pieces(#"[{"sku":"a"},{"sku":"b"},{}]"#) == [
        .written(["n": 1, "sku": "a"]), .written(["n": 1, "sku": "b"]), .written(["n": 1]),
      ])
    #expect(
      try pieces("[1,[2],null]", "list: items, fields: { one: . }") == [
        .written(["n": 1, "one": .json("1")]), .written(["n": 1, "one": .json("[2]")]),
        .written(["n": 1]),
      ])
  }

  @Test func `the list may stay under its name, element by element`() throws {
    #expect(
      try pieces("[1,2]", "list: items, fields: { items: . }") == [
        .written(["n": 1, "items": .json("1")]), .written(["n": 1, "items": .json("2")]),
      ])
  }

  @Test(arguments: [
    ("keep", [TestOutcome.written(["n": 1])]), ("drop", []),
    (
      "fail",
      [
        .failed(
          kind: "invalid", message: "'items' has no elements", ["n": 1, "items": .json("[]")])
      ]
    ),
  ])
  func `a list without elements`(mode: String, expected: [TestOutcome]) throws {
    #expect(try pieces("[]", Self.options + ", empty: \(mode)") == expected)
  }

  @Test func `an event without the list is one without elements`() throws {
    #expect(try pieces(nil) == [.written(["n": 1])])
    #expect(try pieces(nil, Self.options + ", empty: drop") == [])
  }

  @Test(arguments: [
    ("{}", "'items' is no list: expected '[' at byte 0"),
    ("[1,2,3]", "'items' has more than 2 elements, which 'most' allows"),
    (#"[{"sku":[1]}]"#, "'sku' is [1], which 'sku' cannot hold as text"),
  ])
  func `what cannot be split fails whole`(json: String, message: String) throws {
    #expect(
      try pieces(json, Self.options + ", most: 2") == [
        .failed(kind: "invalid", message: message, ["n": 1, "items": .json(json)])
      ])
  }

  @Test func `events that are passed over keep their list`() throws {
    let when = Self.options + ", when: n == 2"
    #expect(try pieces("[1,2]", when) == [.written(["n": 1, "items": .json("[1,2]")])])
    #expect(
      try pieces("[1,2]", Self.options + ", when: n == 1") == [
        .written(["n": 1]), .written(["n": 1]),
      ])
  }

  @Test func `pieces have ids of their own, always the same`() throws {
    let test = try StageTest(
      [.stage(Explode.self)], stages: "- { use: explode, list: items, fields: { i: . } }",
      fields: Self.fields)
    let event: TestEvent = ["event_id": "e1", "items": .json("[1,2]")]
    let found = try test.pieces(of: [event, event])
    let ids = found[0].map { $0.fields?["event_id"] }
    #expect(found[0] == found[1])
    #expect(ids[0] != ids[1] && ids[0] != "e1" && ids[0] != nil)
    let same = try StageTest(
      [.stage(Explode.self)],
      stages: "- { use: explode, list: items, fields: { i: . }, new_ids: false }",
      fields: Self.fields)
    #expect(try same.pieces(of: [event])[0].map { $0.fields?["event_id"] } == ["e1", "e1"])
  }

  @Test func `pieces may be split again`() throws {
    let test = try StageTest(
      [.stage(Explode.self)],
      stages: """
        - { id: one, use: explode, list: items, fields: { inner: . } }
        - { id: two, use: explode, list: inner, fields: { x: { from: ., type: integer } } }
        """, fields: Self.fields)
    #expect(
      try test.pieces(of: [["items": .json("[[1,2],[3]]")]])[0] == [
        .written(["x": 1]), .written(["x": 2]), .written(["x": 3]),
      ])
  }

  @Test(arguments: [1, 4])
  func `more pieces than a slice holds, in their order`(workers: Int) throws {
    let test = try StageTest(
      [.stage(Explode.self)],
      stages: "- { use: explode, list: items, fields: { x: { from: ., type: integer } } }",
      fields: Self.fields)
    let events: [TestEvent] = (0..<500).map { n in
      [
        "n": .integer(Int64(n)),
        "items": .json("[\((0..<n % 60).map(String.init).joined(separator: ","))]"),
      ]
    }
    let found = try test.pieces(of: events, workers: workers)
    for (n, pieces) in found.enumerated() {
      let expected: [TestOutcome] =
        n % 60 == 0
        ? [.written(["n": .integer(Int64(n))])]
        : (0..<n % 60).map { .written(["n": .integer(Int64(n)), "x": .integer(Int64($0))]) }
      #expect(pieces == expected)
    }
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(Explode.self),
        stages: "- { use: explode, list: j, fields: { x: n, y: . }, empty: drop }",
        fields: [Field("j", .json), Field("t", .text)], writes: ["x", "y", "j"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
