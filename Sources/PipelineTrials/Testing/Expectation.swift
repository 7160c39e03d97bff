import Engine
import MarkedYAML
import PipelineConfig
import StageKit

/// What a test would have to expect today.
struct Expectation {
  private let test: TestPlan
  private let events: [TracedEvent]
  private let plan: Plan

  init(_ test: TestPlan, _ events: [TracedEvent], _ plan: Plan) {
    self.test = test
    self.events = events
    self.plan = plan
  }

  private var at: String? { test.node["at"]?.string }

  private var found: [[(name: String, json: String)]] {
    events.compactMap { event in
      TestJudge.fields(event, at, plan).map { sorted(shown($0, of: event)) }
    }
  }

  /// Of an event whose fields are stated: what became different.
  private func shown(_ fields: [String: String], of event: TracedEvent) -> [String: String] {
    guard case .event = test.input else { return fields }
    let before = Dictionary(
      event.fields.map { ($0.name, $0.json) }, uniquingKeysWith: { first, _ in first })
    let changed = fields.filter { before[$0.key] != $0.value }
    return changed.isEmpty ? fields : changed
  }

  /// In the order of the columns, as sinks write them.
  private func sorted(_ fields: [String: String]) -> [(name: String, json: String)] {
    fields.sorted { a, b in
      let (x, y) = (SnowplowFields.index[a.key] ?? .max, SnowplowFields.index[b.key] ?? .max)
      return (x, a.key) < (y, b.key)
    }.map { ($0.key, $0.value) }
  }

  private func value(_ field: (name: String, json: String)) -> String {
    let isJSON = plan.type(of: field.name) == .json
    return "\(field.name): \(YAMLText.value(field.json, isTyped: !isJSON))"
  }

  /// What became of it when nothing came out.
  private var other: String {
    let ends = events.flatMap { TestJudge.endings($0, plan) }
    for case .failed(let id, let failure) in ends {
      return "expect_failed: { id: \(id), class: \(failure.kind.rawValue) }"
    }
    for end in ends {
      if case .filtered(let id) = end { return "expect_filtered: \(id)" }
      if case .dropped(let id) = end { return "expect_dropped: \(id)" }
    }
    return "expect: []"
  }

  /// Between braces.
  var flow: String {
    let found = found
    guard !found.isEmpty else { return other }
    let maps = found.map { "{ \($0.map(value).joined(separator: ", ")) }" }
    return "expect: " + (maps.count == 1 ? maps[0] : "[\(maps.joined(separator: ", "))]")
  }

  /// On lines of its own; the first one stands where the cursor is.
  func block(indent: Int) -> String {
    let found = found
    guard !found.isEmpty, found.allSatisfy({ !$0.isEmpty }) else {
      return found.isEmpty ? other : flow
    }
    let margin = "\n" + String(repeating: " ", count: indent + 2)
    if found.count == 1 { return "expect:" + found[0].map { margin + value($0) }.joined() }
    let items = found.map { fields in
      margin + "- " + fields.map(value).joined(separator: margin + "  ")
    }
    return "expect:" + items.joined()
  }
}

extension Plan {
  /// The type of a field, wherever it is.
  func type(of field: String) -> FieldType? {
    SnowplowFields.named(field)?.type
      ?? stages.lazy.flatMap(\.after).first { $0.field.name == field }?.field.type
      ?? sources.lazy.flatMap(\.outputs).first { $0.name == field }?.type
  }
}
