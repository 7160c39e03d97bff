import DiagnosticKit
import Engine
import MarkedYAML
import PipelineConfig
import StageKit

/// Compares what a test expects with what happened.
struct TestJudge {
  private let test: TestPlan
  private let events: [TracedEvent]
  private let plan: Plan

  init(_ test: TestPlan, _ events: [TracedEvent], _ plan: Plan) {
    self.test = test
    self.events = events
    self.plan = plan
  }

  /// What is not as expected, at the places of the expectations.
  var findings: Findings {
    switch test.expectation {
    case .nothing:
      [
        .error(
          "test", at: test.span, "test '\(test.name)' expects nothing yet",
          help: "'richline test --update' fills in what happens today")
      ]
    case .events(let expected, let at): judge(expected, at)
    case .failed(let id, let kind, let message): judgeFailure(id, kind, message)
    case .filtered(let id): judgeEnd(id) { if case .filtered = $0 { true } else { false } }
    case .dropped(let id): judgeEnd(id) { if case .dropped = $0 { true } else { false } }
    }
  }

  // MARK: events

  private func judge(_ expected: [[TestValue]], _ at: String?) -> Findings {
    let found = events.compactMap { TestJudge.fields($0, at, plan) }
    let place = at.map { "'\($0)'" } ?? "the end of the main chain"
    let span = test.node.entry("expect")?.key.span ?? test.span
    guard found.count == expected.count else {
      return [.error("test", at: span, count(found.count, expected.count, place), help: reason)]
    }
    var findings = Findings()
    for (values, fields) in zip(expected, found) {
      for value in values {
        if let finding = judge(value, fields[value.field.name]) { findings.append(finding) }
      }
    }
    return findings
  }

  private func count(_ found: Int, _ expected: Int, _ place: String) -> String {
    let came = found == 0 ? "no event" : found == 1 ? "one event" : "\(found) events"
    return "\(came) came to \(place), not \(expected == 1 ? "one" : "\(expected)")"
  }

  /// What became of the events instead.
  private var reason: String? {
    guard let event = events.first(where: { ending($0) != nil }) else {
      return events.isEmpty ? "nothing was read: the line is a heading, or blank" : nil
    }
    return ending(event).map { end in
      guard case .failed(_, let failure) = end else { return "it was \(end.words)" }
      return "it \(end.words): \(failure.message)"
    }
  }

  private func ending(_ event: TracedEvent) -> SinkOutcome? {
    TestJudge.endings(event, plan).first
  }

  /// The fields of an event at a place; nil when it did not get there.
  static func fields(_ event: TracedEvent, _ at: String?, _ plan: Plan) -> [String: String]? {
    guard let at else { return event.fields(behind: plan.mainEnd, of: plan) }
    if let stage = plan.stages.firstIndex(where: { $0.id == at }) {
      return event.fields(behind: stage, of: plan)
    }
    let sink = event.steps.first { $0.kind == .sink && $0.id == at && $0.fate == .written }
    return sink.map { step in
      Dictionary(step.row.map { ($0.name, $0.json) }, uniquingKeysWith: { first, _ in first })
    }
  }

  private func judge(_ expected: TestValue, _ found: String?) -> Finding? {
    let arena = Arena()
    let wanted = expected.slot(arena).flatMap(SlotJSON.text)
    guard wanted.map(CanonicalJSON.text) != found.map(CanonicalJSON.text) else { return nil }
    let name = expected.field.name
    let message =
      switch (wanted, found) {
      case (let wanted?, let found?): "'\(name)' is \(shown(found)), not \(shown(wanted))"
      case (let wanted?, nil): "'\(name)' is empty, not \(shown(wanted))"
      case (_, let found): "'\(name)' is \(shown(found ?? "empty")), and should be empty"
      }
    return .error("test", at: expected.node.span, message)
  }

  /// Longer values are cut.
  private func shown(_ json: String) -> String { json.count <= 160 ? json : json.prefix(160) + "…" }

  // MARK: other ends

  /// All ends that an event met, on all of its ways; failures first.
  static func endings(_ event: TracedEvent, _ plan: Plan) -> [SinkOutcome] {
    var ends: [SinkOutcome] = []
    if let failure = event.failure { ends.append(.failed(event.source, failure)) }
    for step in event.steps {
      switch step.fate {
      case .failed(let failure), .stopped(let failure):
        let id = step.kind == .gate ? collector(of: event) ?? step.id : step.id
        ends.append(.failed(id, failure))
      case .dropped: ends.append(.dropped(step.id))
      case .filtered: ends.append(.filtered(step.id))
      case .passedOver where step.kind == .sink: ends.append(.filtered(step.id))
      default: break
      }
    }
    return ends
  }

  /// The stage whose error was collected first, as failed events name it.
  private static func collector(of event: TracedEvent) -> String? {
    event.steps.first { if case .collected = $0.fate { true } else { false } }?.id
  }

  private func judgeFailure(_ id: Node?, _ kind: Node?, _ message: Node?) -> Findings {
    let failures = events.flatMap { TestJudge.endings($0, plan) }.compactMap { end in
      if case .failed(let id, let failure) = end { (id: id, failure: failure) } else { nil }
    }
    func fits(_ failure: (id: String, failure: Failure)) -> Bool {
      (id?.string ?? failure.id) == failure.id
        && (kind?.string ?? failure.failure.kind.rawValue) == failure.failure.kind.rawValue
        && (message?.string).map(failure.failure.message.contains) ?? true
    }
    if failures.contains(where: fits) { return [] }
    let span = test.node.entry("expect_failed")?.key.span ?? test.span
    guard let found = failures.first else {
      return [.error("test", at: span, "nothing failed", help: reason)]
    }
    var findings = Findings()
    let failure = found.failure
    if let id, id.string != found.id {
      findings.append(.error("test", at: id.span, "it failed at '\(found.id)': \(failure.message)"))
    }
    if let kind, kind.string != failure.kind.rawValue {
      findings.append(.error("test", at: kind.span, "the class is '\(failure.kind.rawValue)'"))
    }
    if let message, let text = message.string, !failure.message.contains(text) {
      findings.append(.error("test", at: message.span, "the message is '\(failure.message)'"))
    }
    return findings
  }

  private func judgeEnd(_ id: Node, _ isKind: (SinkOutcome) -> Bool) -> Findings {
    let ends = events.flatMap { TestJudge.endings($0, plan) }
    let word = test.node.entry("expect_dropped") == nil ? "filtered" : "dropped"
    let wanted = id.string ?? ""
    if ends.contains(where: { isKind($0) && $0.words == "\(word) by '\(wanted)'" }) { return [] }
    let help = events.isEmpty || ends.isEmpty ? nil : reason
    return [.error("test", at: id.span, "no event was \(word) by '\(wanted)'", help: help)]
  }
}
