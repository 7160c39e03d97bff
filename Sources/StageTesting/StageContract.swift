public import DiagnosticKit
public import StageKit

/// The test that every stage must pass, for seeded random events in all fields that it reads.
///
/// Shape: call `hold` inside `#expect(processExitsWith: .success) { … }`, so that a trap is a failed
/// test and not the end of all tests.
public struct StageContract: Sendable {
  private let test: StageTest
  private let fields: [Field]
  private let outputs: Set<String>
  private let seed: UInt64

  /// `stages` is one entry under `stages:`; `fields` are those that the stage reads, nil for what it
  /// declares.
  public init(
    _ entry: StageEntry, stages: String, fields: [Field]? = nil,
    lookups: [String: TestLookup] = [:],
    writes: [String] = [], seed: UInt64 = 1
  ) throws(Findings) {
    var fields = fields ?? Field.read(by: [entry])
    fields.append(Field("untouched", .text))
    self.fields = fields
    self.seed = seed
    var outputs = Set(entry.spec.outputs.map(\.field)).union(writes)
    if !entry.spec.entities.isEmpty { outputs.insert("derived_contexts") }
    self.outputs = outputs
    test = try StageTest([entry], stages: stages, fields: fields, lookups: lookups)
  }

  /// Runs random events twice; ends the process when the contract is broken, saying by what.
  ///
  /// Errors: a run that does not end well.
  public func hold(events count: Int = 2000) throws(Findings) {
    let broken = try run(events: count)
    precondition(broken.isEmpty, broken.joined(separator: "\n"))
  }

  /// Runs random events twice and compares; gives what broke the contract, nothing when it holds.
  ///
  /// Errors: a run that does not end well.
  public func run(events count: Int = 2000) throws(Findings) -> [String] {
    var random = RandomBytes(seed: seed)
    let events = (0..<count).map { _ in event(&random) }
    let first = try test.run(events)
    let again = try test.run(events, workers: 2)
    var broken: [String] = []
    for (number, event) in events.enumerated() {
      if !first[number].isSame(as: again[number]) {
        broken.append(
          "event \(number) (seed \(seed)) gave two results: \(first[number]) and \(again[number])")
      }
      guard let after = fields(after: first[number]) else { continue }
      for field in fields where !outputs.contains(field.name) {
        if !FieldValue.same(event[field.name], after[field.name]) {
          broken.append(
            "event \(number) (seed \(seed)): '\(field.name)' is not declared as written")
        }
      }
      for name in after.keys where !outputs.contains(name) {
        if !fields.contains(where: { $0.name == name }) {
          broken.append("event \(number) (seed \(seed)): wrote '\(name)', which is not declared")
        }
      }
    }
    return broken
  }

  /// The fields at the end, or when the stage gave the event up; nil when it was filtered.
  private func fields(after outcome: TestOutcome) -> TestEvent? {
    switch outcome {
    case .written(let fields), .failed(_, _, let fields): fields
    case .filtered: nil
    }
  }

  private func event(_ random: inout RandomBytes) -> TestEvent {
    var event: TestEvent = [:]
    for field in fields where random.below(8) > 0 { event[field.name] = value(field, &random) }
    return event
  }

  private func value(_ field: Field, _ random: inout RandomBytes) -> FieldValue {
    switch field.type {
    case .text: .bytes(random.text())
    case .integer: .integer(random.integer())
    case .float: .float(Float(scaled(random.integer())))
    case .double: .double(Double(bitPattern: UInt64(bitPattern: random.integer())))
    case .decimal: .decimal("\(random.integer()).\(random.below(1000))")
    case .boolean: .boolean(random.below(2) == 0)
    case .timestamp: .timestamp(random.integer() / 1_000_000)
    case .json: .json("{\"n\":\(random.below(1000))}")
    case .entities:
      .entities(
        (0..<random.below(3)).map {
          FieldValue.Entity(schema: "iglu:com.example/e\($0)", data: "{}")
        })
    }
  }

  private func scaled(_ value: Int64) -> Double { Double(value) / 1e15 }
}

/// A small generator whose seed makes a failure come again.
public struct RandomBytes: Sendable {
  private var state: UInt64

  /// Makes a generator; equal seeds give equal values.
  public init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  public mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_f491_4f6c_dd1d
  }

  /// A number from 0 to `limit`, which is left out.
  public mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
  /// An integer; all lengths in bits come equally often.
  public mutating func integer() -> Int64 { Int64(bitPattern: next()) >> Int64(below(64)) }

  /// Pieces that web data is made of, mixed with any bytes at all.
  public mutating func text() -> [UInt8] {
    let pieces = [
      "http://", "https://www.example.com", "/a/b", "?", "&", "=", "%20", "%", "%zz", "+", ";",
      "utm_source", "gclid", "81.2.69.142", "2001:db8::1", "[", "]", ":", ".", "Mozilla/5.0 ",
      "(iPhone; ", "\t", "\n", "\0", "\u{7f}", "é", "日本", "\"", "\\", "{", "}", "null", "-1",
      "99999999999999999999", " ",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<below(12) {
      if below(4) == 0 {
        bytes += (0..<below(6)).map { _ in UInt8(truncatingIfNeeded: next()) }
      } else {
        bytes += Array(pieces[below(pieces.count)].utf8)
      }
    }
    if below(200) == 0 { bytes += Array(repeating: bytes.first ?? 65, count: 100_000) }
    return bytes
  }
}
