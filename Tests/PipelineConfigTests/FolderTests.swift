import DiagnosticKit
import Foundation
import PipelineConfig
import StageKit
import Testing

@Suite struct `pipelines of several files, and with variables` {
  private func check(_ files: [String: String]) -> CheckResult {
    Checker.check(
      SourceFile(name: "web.yaml", text: files["web.yaml"] ?? ""), registry: TestStages.registry,
      in: Fixtures.surroundings(files))
  }

  @Test func `more files than anybody has are refused`() {
    let names = (0..<120).map { "f\($0).yaml" }
    var files = Dictionary(uniqueKeysWithValues: names.map { ($0, "lookups: {}\n") })
    files["web.yaml"] = "version: 1\ninclude: [\(names.joined(separator: ", "))]\n"
    let messages = check(files).findings.map(\.message)
    #expect(
      messages.filter { $0.hasPrefix("a pipeline has") } == ["a pipeline has 100 files at most"])
  }

  @Test func `a file of stages that grows without end is refused`() {
    // Each file uses the next one ten times: a million stages would come of six.
    var files = [
      "g6.yaml": "stages: [\(String(repeating: "{ use: anonymize_ip }, ", count: 10))]",
      "web.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      stages: [{ use: ./g1.yaml }]
      sinks: [{ use: discard }]
      """,
    ]
    for level in 1...5 {
      let stages = (0..<10).map { "{ id: a\($0), use: ./g\(level + 1).yaml }" }
      files["g\(level).yaml"] = "stages: [\(stages.joined(separator: ", "))]"
    }
    let messages = check(files).findings.map(\.message)
    #expect(messages.contains("'stages' has 1001 entries, and 1000 are the limit"))
    #expect(messages.count < 10)
  }

  @Test func `a pipeline of several files is the one that they make together`() throws {
    let tail = """
      sinks:
        - { use: stdout, format: ndjson }
        - { id: bad, from: failed, use: files, path: f.ndjson }
      """
    let plan = try #require(
      check([
        "web.yaml": """
        version: 1
        include: shared/lookups.yaml
        sources: [{ use: stdin, format: ndjson }]
        stages:
          - { id: geo, use: ./geo/stages.yaml, on_error: drop }
          - { use: anonymize_ip }
        \(tail)
        """,
        "shared/lookups.yaml": "lookups: { cities: { use: mmdb, path: city.mmdb } }\n",
        "geo/stages.yaml": """
        lookups: { offices: { use: csv, path: offices.csv, key: id } }
        stages:
          - { use: locate, table: cities }
          - { id: short, use: anonymize_ip, on_error: stop }
          - { use: lookup, lookup: offices, key: app_id, fields: { office: name } }
        """,
      ]).plan)
    #expect(plan.stages.map(\.id) == ["geo/locate", "geo/short", "geo/lookup", "anonymize_ip"])
    #expect(plan.stages.map(\.onError) == [.drop, .stop, .drop, .fail])
    let paths = plan.lookups.map { $0.setup.resolvedPath }
    #expect(paths == ["shared/city.mmdb", "geo/offices.csv"])
  }

  @Test func `the condition of a group looks at the event as it came to the group`() throws {
    let plan = try #require(
      check([
        "web.yaml": """
        version: 1
        sources: [{ use: stdin, format: ndjson }]
        stages: [{ id: g, use: ./g.yaml, when: app_id == null }]
        sinks: [{ use: stdout, format: ndjson, only: [app_id, platform] }]
        """,
        "g.yaml": """
        stages:
          - { use: set, fields: { app_id: '"x"' } }
          - { id: b, use: set, when: app_id == "x", fields: { platform: '"y"' } }
        """,
      ]).plan)
    #expect(plan.stages.map(\.when.count) == [1, 2])
    let asked = plan.stages[0].when[0].columns
    #expect(plan.stages[1].when[0].columns == asked)
    #expect(plan.stages[1].when[1].columns != asked)
    #expect(plan.stages[0].copies.map(\.from) == asked)
  }

  @Test func `what a pipeline is called changes with all that makes it`() throws {
    func label(_ other: String, _ variable: String, _ secret: String) throws -> String {
      let files = [
        "web.yaml": """
        version: 1
        include: a.yaml
        sources: [{ use: files, path: "${LOGS}", format: ndjson }]
        stages: [{ use: keyed, key: "${file:key}", size: 1 }, { use: locate, table: c }]
        sinks: [{ use: stdout, format: ndjson }]
        """,
        "a.yaml": "lookups: { c: { use: mmdb, path: \(other) } }\n", "key": secret,
      ]
      return try #require(
        Checker.check(
          SourceFile(name: "web.yaml", text: files["web.yaml"] ?? ""),
          registry: TestStages.registry,
          in: Fixtures.surroundings(files, settings: ["LOGS": variable])
        ).plan
      ).label
    }
    let first = try label("x", "y", "z")
    #expect(try label("x", "y", "z") == first)
    #expect(try label("xx", "y", "z") != first)
    #expect(try label("x", "yy", "z") != first)
    // Nothing can be learnt of a secret from the name that stands in every failed event.
    #expect(try label("x", "y", "zz") == first)
  }

  @Test func `a secret that changed is another pipeline all the same`() throws {
    func plan(_ secret: String) throws -> Plan {
      let text = """
        version: 1
        sources: [{ use: stdin, format: ndjson }]
        stages: [{ use: keyed, key: "${file:key}", size: 1 }]
        sinks: [{ use: stdout, format: ndjson }]
        """
      return try #require(check(["web.yaml": text, "key": secret]).plan)
    }
    let first = try plan("a")
    #expect(try plan("a").isSame(as: first))
    #expect(try !plan("b").isSame(as: first))
  }

  private static let world = [
    "web.yaml": """
    version: 1
    include: [shared/lookups.yaml]
    sources: [{ id: in, use: files, path: "${LOGS:-logs}/x", format: ndjson }]
    stages:
      - { id: geo, use: ./shared/geo.yaml, when: 'app_id != "${APP}"', on_error: drop }
      - { id: side, from: geo/short, use: keyed, key: "${file:key}", size: 3 }
    sinks:
      - { from: geo, use: stdout, format: ndjson }
      - { id: other, from: side, use: stdout, format: ndjson }
      - { id: bad, from: failed, use: files, path: f.ndjson }
    """,
    "shared/lookups.yaml": "include: more.yaml\nlookups: { cities: { use: mmdb, path: c.mmdb } }\n",
    "shared/more.yaml": "tests: []\nlookups: { spare: { use: mmdb, path: '${LOGS}/d.mmdb' } }\n",
    "shared/geo.yaml": """
    stages:
      - { use: locate, table: cities }
      - { id: inner, use: ./inner.yaml, when: 'platform == "$${x}"' }
      - { id: short, use: anonymize_ip }
    """,
    "shared/inner.yaml": "stages: [{ use: locate, table: spare }, { use: campaign_attribution }]\n",
    "key": "planted-secret",
  ]

  private func result(_ files: [String: String]) -> CheckResult {
    Checker.check(
      SourceFile(name: "web.yaml", text: files["web.yaml"] ?? ""), registry: TestStages.registry,
      in: Fixtures.surroundings(files, environment: ["APP": "shop", "LOGS": "logs"]))
  }

  @Test func `several files are good`() { #expect(result(Self.world).findings.isEmpty) }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func `damaged files give a plan or errors, and no secret`(seed: UInt64) {
    var random = SplitMix64(state: seed)
    var files = Self.world
    let names = files.keys.filter { $0 != "key" }.sorted()
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let name = names[Int.random(in: 0..<names.count, using: &random)]
      var text = Array((files[name] ?? "").unicodeScalars)
      let place = Int.random(in: 0..<text.count, using: &random)
      let other = Array(
        (files[names[Int.random(in: 0..<names.count, using: &random)]] ?? "").unicodeScalars)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: text.remove(at: place)
      case 1: text.insert(contentsOf: other.shuffled(using: &random).prefix(3), at: place)
      case 2:
        let start = Int.random(in: 0..<other.count, using: &random)
        text.insert(contentsOf: other[start...].prefix(25), at: place)
      default: text.removeSubrange(place..<min(text.count, place + 12))
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text)
      files[name] = String(view)
    }
    let result = result(files)
    #expect((result.plan == nil) == result.findings.hasErrors, "seed \(seed)")
    #expect(!FindingPrinter().text(result.findings).contains("planted-secret"), "seed \(seed)")
    #expect(result.findings.allSatisfy { $0.span != nil }, "seed \(seed)")
  }
}
