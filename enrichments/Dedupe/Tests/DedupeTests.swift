import StageKit
import StageTesting
import Testing

@testable import DedupeStage

@Suite struct `dedupe` {
  private static let fields = [Field("event_id", .text), Field("n", .integer)]

  private func passes(
    _ options: String, _ events: [TestEvent], workers: Int = 1
  ) throws -> [Bool] {
    try StageTest(
      [.stage(Dedupe.self)], stages: "- { use: dedupe, \(options) }", fields: Self.fields
    ).run(events, workers: workers).map { $0 != .filtered }
  }

  private func ids(_ text: String) -> [TestEvent] {
    text.map { $0 == "-" ? [:] : ["event_id": .text(String($0))] }
  }

  @Test(arguments: [
    ("abab", "key: event_id", [true, true, false, false]),
    ("aaa", "key: event_id", [true, false, false]),
    ("----", "key: event_id", [true, true, true, true]),
    ("abca", "key: event_id, remember: 3", [true, true, true, false]),
    ("abca", "key: event_id, remember: 2", [true, true, true, true]),
    ("abcabc", "key: event_id, remember: 2", [true, true, true, true, true, true]),
    ("aab", "key: event_id, remember: 1", [true, false, true]),
  ])
  func `the first of a key passes`(events: String, options: String, expected: [Bool]) throws {
    #expect(try passes(options, ids(events)) == expected)
  }

  @Test func `all fields of a key count`() throws {
    let events: [TestEvent] = [
      ["event_id": "a", "n": 1], ["event_id": "a", "n": 2], ["event_id": "a", "n": 1],
      ["event_id": "a"], ["event_id": "a1"], ["n": 1], ["n": 1],
    ]
    #expect(
      try passes("key: [event_id, n]", events) == [true, true, false, true, true, true, false])
  }

  @Test(arguments: [1, 2026])
  func `the same events pass whatever the number of workers`(seed: UInt64) throws {
    var random = RandomBytes(seed: seed)
    let events: [TestEvent] = (0..<20_000).map { _ in
      ["event_id": .text("id-\(random.below(6000))")]
    }
    var memory = KeyModel(limit: 1000)
    let expected = events.map { memory.isNew($0["event_id"]) }
    for workers in [1, 4] {
      #expect(try passes("key: event_id, remember: 1000", events, workers: workers) == expected)
    }
  }

  @Test func `any bytes may be a key`() async {
    await #expect(processExitsWith: .success) {
      var random = RandomBytes(seed: 7)
      let events: [TestEvent] = (0..<2000).map { _ in ["event_id": .bytes(random.text())] }
      let test = try StageTest(
        [.stage(Dedupe.self)], stages: "- { use: dedupe, key: event_id }",
        fields: [Field("event_id", .text), Field("n", .integer)])
      let found = try test.run(events)
      precondition(found.contains(.filtered))
    }
  }

  @Test func `no more is remembered than allowed`() {
    var memory = KeyMemory(limit: 3)
    let keys = Array(0..<1000 as Range<UInt64>) + [999, 996]
    let isNew = keys.map { memory.insert(SIMD2($0, 0)) }
    #expect(isNew == Array(repeating: true, count: 1000) + [false, true])
    #expect(memory.count == 3)
  }
}

/// What `dedupe` shall do, in the plainest way.
private struct KeyModel {
  let limit: Int
  var keys: [FieldValue] = []

  mutating func isNew(_ key: FieldValue?) -> Bool {
    guard let key, !keys.contains(key) else { return false }
    keys.append(key)
    if keys.count > limit { keys.removeFirst() }
    return true
  }
}
