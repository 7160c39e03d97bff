import DiagnosticKit
import PipelineConfig
import Testing

@Suite struct `good pipelines become plans` {
  private func plan(_ yaml: String) throws -> Plan {
    let result = check(yaml)
    return try #require(result.plan, "\(result.findings)")
  }

  private let rejects = "- { id: bad, from: failed, use: files, path: f.ndjson }"

  @Test func `the smallest useful file`() throws {
    let plan = try plan(
      """
      version: 1
      lookups: { cities: { use: mmdb, path: GeoLite2-City.mmdb } }
      sources: [{ use: stdin, format: combined }]
      stages:  [{ use: ip_lookup, geo: cities }]
      sinks:   [{ use: stdout, format: ndjson }]
      """)
    #expect(plan.sources.map(\.id) == ["stdin"])
    #expect(plan.stages.map(\.id) == ["ip_lookup"])
    #expect(plan.sinks.map(\.id) == ["stdout", "failed"])
    #expect(plan.sinks[1].isLazy)
    #expect(plan.label.hasPrefix("web.yaml@") && plan.label.utf8.count == "web.yaml@".count + 8)
  }

  @Test(arguments: ["\u{FEFF}", ""], ["\n", "\r\n"])
  func `a byte order mark and the line ends of Windows change nothing`(
    mark: String, lineEnd: String
  ) throws {
    let lines = [
      "version: 1", "sources:", "  - use: stdin", "    format: ndjson", "stages:",
      "  - use: filter",
      "    keep: |", "      platform == \"web\"", "      && txn_id = 5", "sinks:",
      "  - { use: stdout, format: ndjson }", "  \(rejects)", "",
    ]
    let findings = check(mark + lines.joined(separator: lineEnd)).findings
    #expect(findings.map(\.message) == ["'=' is no operator: write '=='"])
    #expect(findings.first?.span?.line == 9)
    #expect(findings.first?.span?.column == 17)
    let good = lines.joined(separator: lineEnd).replacing(" = 5", with: " == 5")
    #expect(try plan(mark + good).stages.count == 1)
  }

  @Test func `a file without 'from' is a chain`() throws {
    let plan = try plan(
      """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      stages:
        - { use: anonymize_ip }
        - { use: campaign_attribution }
        - { use: filter, keep: platform == "web" }
      sinks: [{ use: stdout, format: ndjson }, \(rejects.dropFirst(2))]
      """)
    #expect(plan.stages.map(\.upstream) == [.sources([0]), .stage(0), .stage(1)])
    #expect(plan.sinks.map(\.upstream) == [.stage(2), nil])
    #expect(plan.program.description == "[stage 0, stage 1, stage 2, sink 0]")
  }

  @Test func `branches, and sinks at every place`() throws {
    let plan = try plan(
      """
      version: 1
      sources: [{ id: in, use: stdin, format: ndjson }]
      stages:
        - { id: a, use: anonymize_ip }
        - { id: b, use: campaign_attribution }
        - { id: c, from: a, use: filter, keep: platform == "web" }
        - { id: d, use: set, fields: { app_id: '"d"' } }
        - { id: e, from: in, use: filter, keep: platform == "app" }
      sinks:
        - { id: main, use: discard }
        - { id: raw, from: in, use: discard }
        - { id: early, from: a, use: discard }
        - { id: side, from: d, use: discard }
        - { id: apps, from: e, use: discard }
        \(rejects)
      """)
    let upstreams = Dictionary(uniqueKeysWithValues: plan.stages.map { ($0.id, $0.upstream) })
    func place(_ id: String) -> Upstream {
      .stage(plan.stages.firstIndex { $0.id == id } ?? -1)
    }
    #expect(
      upstreams == [
        "a": .sources([0]), "b": place("a"), "c": place("a"), "d": place("c"), "e": .sources([0]),
      ])
    let sinks = Dictionary(uniqueKeysWithValues: plan.sinks.map { ($0.id, $0.upstream) })
    #expect(sinks["main"] == place("b"))
    #expect(sinks["raw"] == .sources([0]))
    #expect(sinks["early"] == place("a"))
    #expect(sinks["side"] == place("d"))
    let first = try #require(plan.stages.first { $0.id == "a" })
    #expect(first.owed == ["early", "main", "side"])
  }

  @Test func `several sources flow together, or only those that the first stage lists`() throws {
    func upstream(_ from: String) throws -> Upstream? {
      try plan(
        """
        version: 1
        sources:
          - { id: p, use: stdin, format: ndjson }
          - { id: q, use: files, path: q, format: combined }
          - { id: r, use: files, path: r, format: cloudfront }
        stages:
          - { use: anonymize_ip\(from) }
        sinks:
          - { use: discard }
          - { id: p2, from: p, use: discard }
          - { id: q2, from: q, use: discard }
          - { id: r2, from: r, use: discard }
          \(rejects)
        """
      ).stages.first?.upstream
    }
    #expect(try upstream("") == .sources([0, 1, 2]))
    #expect(try upstream(", from: [r, p]") == .sources([2, 0]))
    #expect(try upstream(", from: q") == .sources([1]))
    #expect(try upstream(", from: [q]") == .sources([1]))
  }

  @Test func `what has no id is named after its plugin, and numbered`() throws {
    let plan = try plan(
      """
      version: 1
      sources: [{ use: files, path: a, format: ndjson }, { use: files, path: b, format: ndjson }]
      stages: [{ use: set, fields: { a: 1 } }, { use: set, fields: { b: 2 } }, { id: set-3, use: anonymize_ip }, { use: set, fields: { c: 3 } }]
      sinks: [{ use: files, path: c, format: ndjson }, \(rejects.dropFirst(2))]
      """)
    #expect(plan.sources.map(\.id) == ["files", "files-2"])
    #expect(plan.stages.map(\.id) == ["set", "set-2", "set-3", "set-4"])
    #expect(plan.sinks.map(\.id) == ["files-3", "bad"])
  }

  @Test func `a database that ships with the program is opened once, and needs no name`() throws {
    let plan = try plan(
      """
      version: 1
      sources: [{ use: stdin, format: combined }]
      stages: [{ id: a, use: user_agent_parser }, { id: b, use: user_agent_parser }]
      sinks: [{ use: discard }, \(rejects.dropFirst(2))]
      """)
    #expect(plan.lookups.map(\.name) == ["uap (shipped)"])
  }
}

extension PlanStep: CustomStringConvertible {
  public var description: String {
    switch self {
    case .stage(let place): "stage \(place)"
    case .gate(let place): "gate \(place)"
    case .sink(let place): "sink \(place)"
    }
  }
}
