import DiagnosticKit
import PipelineConfig
import StageKit
import StandardCatalog
import Synchronization
import Testing

@Suite struct `a plan holds what is used, and no more` {
  private func plan(_ stages: String, sinks: String, format: String = "ndjson") throws -> Plan {
    let result = check(
      """
      version: 1
      sources: [{ id: in, use: stdin, format: \(format) }]
      stages:
      \(stages)
      sinks:
      \(sinks)
        - { id: bad, from: failed, use: files, path: f.ndjson }
      """)
    return try #require(result.plan, "\(result.findings)")
  }

  private func only(_ names: String, from: String = "") -> String {
    "  - { use: stdout, format: ndjson, only: [\(names)]\(from) }"
  }

  @Test func `only fields that somebody reads have a column`() throws {
    let stages = "  - { use: filter, keep: platform == \"web\" }"
    // Column 0 is the empty one; `platform` and `page_url` follow.
    #expect(try plan(stages, sinks: only("page_url")).columnCount == 3)
    #expect(try plan(stages, sinks: "  - { use: discard }").columnCount == 2)
    #expect(try plan("", sinks: "  - { use: discard }").columnCount == 1)
  }

  @Test func `what nobody reads is not wanted`() throws {
    let plan = try plan("  - { use: campaign_attribution }", sinks: only("mkt_medium"))
    let stage = try #require(plan.stages.first)
    #expect(stage.outputs.count { $0 > 0 } == 1)
    #expect(plan.columnCount == 3)
  }

  @Test func `a plugin is told which outputs are wanted`() throws {
    Probe.seen.withLock { $0 = [:] }
    let text = """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      stages: [{ use: probe }]
      sinks:
        - { use: stdout, format: ndjson, only: [probe_a, probe_c] }
        - { id: bad, from: failed, use: files, path: f.ndjson }
      """
    let registry = Catalog.registry.adding(stages: [.stage(Probe.self)])
    let result = Checker.check(SourceFile(name: "web.yaml", text: text), registry: registry)
    #expect(result.plan != nil)
    #expect(Probe.seen.withLock { $0 } == ["probe_a": true, "probe_b": false, "probe_c": true])
  }

  @Test func `fields on demand come only when they are named`() throws {
    let stage = "  - { use: user_agent_parser }"
    let all = try plan(stage, sinks: "  - { use: stdout, format: ndjson }", format: "combined")
    let named = try plan(stage, sinks: only("ua_major"), format: "combined")
    let family = check(
      """
      version: 1
      sources: [{ use: stdin, format: combined }]
      stages: [{ use: user_agent_parser }, { use: filter, keep: ua_major == "120" }]
      sinks: [{ use: stdout, format: ndjson }, { id: bad, from: failed, use: files, path: f }]
      """)
    let outputs = all.stages[0].outputs
    #expect(outputs.contains(0) && outputs.contains { $0 > 0 })
    #expect(named.stages[0].outputs.count { $0 > 0 } == 1)
    #expect(family.plan?.stages[0].outputs.count { $0 > 0 } == outputs.count { $0 > 0 } + 1)
    #expect(family.plan?.sinks[0].columns.count == all.sinks[0].columns.count)
  }

  @Test func `a chain writes in place`() throws {
    let plan = try plan(
      "  - { use: anonymize_ip }\n  - { use: set, fields: { user_ipaddress: platform } }",
      sinks: only("user_ipaddress"))
    #expect(plan.stages.map(\.copies.count) == [0, 0])
    #expect(plan.columnCount == 3)
  }

  @Test func `a branch copies what it changes, the last one writes in place`() throws {
    let plan = try plan(
      """
        - { id: trunk, use: filter, keep: "true" }
        - { id: first, use: anonymize_ip }
        - { id: last, from: trunk, use: anonymize_ip }
      """,
      sinks: only("user_ipaddress, page_url") + "\n"
        + only("user_ipaddress, page_url", from: ", id: l, from: last"))
    let copies = Dictionary(uniqueKeysWithValues: plan.stages.map { ($0.id, $0.copies.count) })
    #expect(copies == ["trunk": 0, "first": 1, "last": 0])
    // The empty one, address and page, and the address of the first branch.
    #expect(plan.columnCount == 4)
    let first = try #require(plan.stages.first { $0.id == "first" })
    let last = try #require(plan.stages.first { $0.id == "last" })
    #expect(first.outputs != last.outputs && first.copies[0].from == last.outputs[0])
  }

  @Test func `a sink sees the fields as they left its own place`() throws {
    let plan = try plan(
      "  - { id: a, use: set, fields: { app_id: '\"x\"' } }\n  - { id: b, use: anonymize_ip }",
      sinks: only("user_ipaddress", from: ", from: in") + "\n" + only("user_ipaddress"))
    // Both read one column: the program writes the first sink before the stage changes it.
    #expect(plan.program.description == "[sink 0, stage 0, stage 1, sink 1]")
    #expect(plan.sinks[0].columns == plan.sinks[1].columns)
  }

  @Test func `the input's other keys are a column where they are written back`() throws {
    let kept = try plan("", sinks: "  - { use: stdout, format: ndjson }")
    let chosen = try plan("", sinks: only("page_url"))
    #expect(kept.sinks[0].othersColumn != nil)
    #expect(chosen.sinks[0].othersColumn == nil)
  }

  @Test func `gates stand where sinks are below a stage that collects, and nowhere else`() throws {
    let plan = try plan(
      """
        - { id: a, use: anonymize_ip }
        - { id: b, use: campaign_attribution, on_error: collect }
        - { id: c, use: anonymize_ip, on_error: collect }
        - { id: d, from: b, use: anonymize_ip }
        - { id: e, from: a, use: anonymize_ip }
      """,
      sinks: ["a", "c", "d", "e"].map { only("page_url", from: ", id: to_\($0), from: \($0)") }
        .joined(separator: "\n"))
    // a, to_a; b, c, gate, to_c; d, gate, to_d; e, to_e.
    #expect(
      plan.program.description
        == "[stage 0, sink 0, stage 1, stage 2, gate 3, sink 1, stage 4, gate 5, sink 2, stage 6, sink 3]"
    )
    let gates = plan.stages.filter { $0.id.hasPrefix("end of") }
    #expect(gates.map(\.id) == ["end of 'c'", "end of 'd'"])
    #expect(gates.map(\.owed) == [["to_c"], ["to_d"]])
    #expect(gates.map(\.collectors) == [[1, 2], [1]])
    #expect(plan.stages.map(\.collectors) == [[], [], [1], [1, 2], [1], [1], []])
    #expect(plan.sinks.dropLast().map(\.upstream) == [.stage(0), .stage(3), .stage(5), .stage(6)])
  }

  @Test func `noted errors have a column only where somebody reads them`() throws {
    let stage = "  - { use: anonymize_ip, on_error: continue }"
    #expect(try plan(stage, sinks: only("errors")).stages[0].errorsColumn > 0)
    #expect(try plan(stage, sinks: only("page_url")).stages[0].errorsColumn == 0)
  }
}

/// Notes which of its outputs are wanted.
private struct Probe: EventStage {
  static let seen = Mutex<[String: Bool]>([:])
  static let outputs = ["probe_a", "probe_b", "probe_c"].map { Output($0, .text) }
  static let spec = StageSpec("probe", "notes what is wanted", tokens: outputs)

  init(_ setup: Setup) throws(Findings) {
    for name in ["probe_a", "probe_b", "probe_c"] {
      let isWanted = setup.output(named: name)?.isWanted
      Probe.seen.withLock { $0[name] = isWanted }
    }
  }

  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {}
}
