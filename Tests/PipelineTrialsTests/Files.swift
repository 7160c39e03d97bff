import DiagnosticKit
import Engine
import PipelineConfig
import PipelineTrials
import StandardCatalog
import Synchronization

/// Pipeline files in memory.
enum Files {
  static func file(_ yaml: String, tests: String? = nil, folder: String = ".") -> TrialFile {
    TrialFile(
      SourceFile(name: "web.yaml", text: yaml),
      tests: tests.map { SourceFile(name: "web.test.yaml", text: $0) }, folder: folder,
      registry: Catalog.registry)
  }

  /// What becomes of lines.
  static func events(_ yaml: String, _ lines: String, wish: TrialWish = TrialWish()) throws
    -> [TracedEvent]
  {
    let file = file(yaml)
    let trial = try Trial(
      file.plan(wish), source: 0, .text(lines), registry: file.registry, now: 0)
    let seen = Mutex<[TracedEvent]>([])
    _ = try trial.run { event in
      seen.withLock { $0.append(event) }
      return true
    }
    return seen.withLock { $0 }
  }

  /// The tests of a file, run.
  static func results(_ yaml: String, tests: String? = nil) throws -> [TestResult] {
    let runner = TestRunner(file(yaml, tests: tests))
    return try runner.tests().map(runner.run)
  }

  /// A chain with a lookup that is not there, a branch and conditions.
  static let pipeline = """
    version: 1
    lookups:
      cities: { use: mmdb, path: none.mmdb }
    sources: [{ id: app, use: stdin, format: ndjson }]
    stages:
      - { use: ip_lookup, geo: cities }
      - id: bots
        use: filter
        keep: app_id != "bot"
      - id: label
        use: set
        when: geo_country != null
        fields: { place: 'geo_country + "!"' }
      - id: far
        use: set
        fields: { half: 10 / br_viewwidth }
        on_error: drop
      - { id: hidden, from: bots, use: anonymize_ip, octets: 2 }
    sinks:
      - { id: all, use: stdout, format: ndjson }
      - { id: british, use: discard, when: geo_country == "GB" }
      - { id: private, from: hidden, use: files, path: p.ndjson, format: ndjson, only: [user_ipaddress] }
      - { id: rejects, from: failed, use: files, path: f.ndjson }

    """
}
