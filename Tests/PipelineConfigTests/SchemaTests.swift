import Foundation
import PipelineConfig
import Richline
import Testing

@Suite struct `the JSON Schema judges as the checker does` {
  /// What `scripts/check-schema` says of each file, by its path; nil when its Python lacks modules.
  private static func judge(_ files: [String: String]) throws -> [String: String]? {
    let folder = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let schema = folder.appending(path: "schema.json")
    try PipelineSchema(TestStages.registry).text.write(
      to: schema, atomically: true, encoding: .utf8)
    var names: [String: String] = [:]
    for (number, file) in files.enumerated() {
      let path = folder.appending(path: "\(number).yaml")
      try file.value.write(to: path, atomically: true, encoding: .utf8)
      names[path.path] = file.key
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["python3", Fixtures.root.appending(path: "scripts/check-schema").path, schema.path]
      + names.keys.sorted()
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus == 3 { return nil }
    #expect(process.terminationStatus == 0)
    var said: [String: String] = [:]
    for line in output.split(separator: "\n") {
      let cells = line.split(separator: "\t", maxSplits: 1).map(String.init)
      if let name = names[cells[0]] { said[name] = cells[1] }
    }
    return said
  }

  private static let hasValidator: Bool = (try? judge([:])) != nil

  private static let enabling = Testing.ConditionTrait.enabled(
    if: hasValidator, "python3-yaml and python3-jsonschema: scripts/install-dependencies")

  @Test(enabling) func `whatever the checker finds good is good`() throws {
    var files: [String: String] = [:]
    for fixture in Fixture.good { files[fixture.path] = try fixture.source.text }
    for fixture in Fixture.bad where try !fixture.result.findings.hasErrors {
      files[fixture.path] = try fixture.source.text
    }
    for path in Examples.pipelines { files[path] = try Examples.text(path) }
    for page in CodePages.all where !page.mended.isEmpty {
      files[page.code] = CodeTests.pipeline(page.mended)
    }
    for block in Examples.blocks { files[block.testDescription] = block.pipeline }
    files["sample"] = Examples.sample
    #expect(files.count > 90)
    let said = try #require(try Self.judge(files))
    #expect(said.count == files.count)
    for (name, words) in said.sorted(by: { $0.key < $1.key }) {
      #expect(words == "good", "\(name)")
    }
  }

  /// Mistakes that need nothing but the schema, at the place of `MISTAKE`.
  static let planted: [(section: String, place: String)] = [
    ("version: 2", "/version"),
    ("colour: red", "/: "),
    ("run: { worker: 2 }", "/run: "),
    ("run: { workers: 0 }", "/run/workers"),
    ("run: { workers: many }", "/run/workers"),
    ("run: { memory: 64 }", "/run/memory"),
    ("run: { memory: 64mb }", "/run/memory"),
    ("run: { shutdown_timeout: 30 }", "/run/shutdown_timeout"),
    ("run: { shutdown_timeout: 30sec }", "/run/shutdown_timeout"),
    ("run: { stop_if_failed: 20 }", "/run/stop_if_failed"),
    ("run: { stop_if_failed: 120% }", "/run/stop_if_failed"),
    ("run: { on_error: ignore }", "/run/on_error"),
    ("run: { order: [kept] }", "/run/order"),
    ("run: { checkpoint: { every: 60s } }", "/run/checkpoint"),
    ("lookups: [cities]", "/lookups"),
    ("lookups: { cities: { path: x.mmdb } }", "/lookups/cities"),
    ("lookups: { cities: { use: mmdb } }", "/lookups/cities"),
    ("lookups: { cities: { use: mmdbb, path: x } }", "/lookups/cities/use"),
    ("lookups: { cities: { use: mmdb, path: x, refresh: 10 } }", "/lookups/cities/refresh"),
    ("lookups: { cities: { use: mmdb, path: x, on_stale: stop } }", "/lookups/cities/on_stale"),
    ("lookups: { t: { use: inline, path: x, values: {} } }", "/lookups/t"),
    ("stages: { use: anonymize_ip }", "/stages"),
    ("stages: [anonymize_ip]", "/stages/0"),
    ("stages: [{ octets: 2 }]", "/stages/0"),
    ("stages: [{ use: anonymise_ip }]", "/stages/0/use"),
    ("stages: [{ use: anonymize_ip, octet: 2 }]", "/stages/0"),
    ("stages: [{ use: anonymize_ip, octets: 5 }]", "/stages/0/octets"),
    ("stages: [{ use: anonymize_ip, octets: two }]", "/stages/0/octets"),
    ("stages: [{ use: anonymize_ip, octets: [2] }]", "/stages/0/octets"),
    ("stages: [{ id: Hide, use: anonymize_ip }]", "/stages/0/id"),
    ("stages: [{ id: failed, use: anonymize_ip }]", "/stages/0/id"),
    ("stages: [{ use: anonymize_ip, from: [a, a] }]", "/stages/0/from"),
    ("stages: [{ use: filter }]", "/stages/0"),
    ("stages: [{ use: filter, keep: [a] }]", "/stages/0/keep"),
    ("stages: [{ use: set, fields: {} }]", "/stages/0/fields"),
    ("stages: [{ use: set, fields: { is-phone: \"true\" } }]", "/stages/0/fields"),
    ("stages: [{ use: anonymize_ip, version_field: v }]", "/stages/0"),
    ("sources: []", "/sources"),
    ("sources: [{ use: stdin }]", "/sources/0"),
    ("sources: [{ use: stdin, format: jsonl }]", "/sources/0/format"),
    ("sources: [{ use: stdin, format: { use: combined, hots: x } }]", "/sources/0/format"),
    (
      "sources: [{ use: stdin, format: ndjson, fields: { a: { type: number } } }]",
      "/sources/0/fields/a"
    ),
    ("sources: [{ use: files, format: ndjson }]", "/sources/0"),
    ("sources: [{ use: stdin, format: ndjson, others: forget }]", "/sources/0/others"),
    ("sinks: [{ use: stdout }]", "/sinks/0"),
    ("sinks: [{ use: stdout, format: failed_json }]", "/sinks/0/format"),
    ("sinks: [{ use: stdout, from: failed, format: ndjson }]", "/sinks/0/format"),
    ("sinks: [{ use: stdout, from: failed, when: \"true\" }]", "/sinks/0: False schema"),
    ("sinks: [{ use: stdout, format: ndjson, only: [a], except: [b] }]", "/sinks/0: False schema"),
    ("sinks: [{ use: stdout, format: ndjson, rotate: { size: 1GB } }]", "/sinks/0"),
    ("sinks: [{ use: files, path: x, format: ndjson, if_exists: append }]", "/sinks/0/if_exists"),
    ("sinks: [{ use: stdout, format: ndjson, batch: { size: 1 } }]", "/sinks/0/batch/size"),
    ("sinks: [{ use: stdout, format: ndjson, retry: {} }]", "/sinks/0/retry"),
  ]

  @Test(enabling) func `planted mistakes are found, at their places`() throws {
    #expect(Self.planted.count >= 25)
    var files: [String: String] = [:]
    for (section, _) in Self.planted { files[section] = CodeTests.pipeline(section) }
    let said = try #require(try Self.judge(files))
    for (section, place) in Self.planted {
      #expect(said[section]?.hasPrefix(place) == true, "\(section): \(said[section] ?? "nothing")")
      #expect(check(CodeTests.pipeline(section)).findings.hasErrors, "\(section)")
    }
  }

  /// Codes of mistakes that the shape of a file shows.
  static let shapes: Set = [
    "unknown-key", "unknown-option", "missing-option", "version", "bad-id",
  ]

  @Test(enabling) func `bad fixtures are refused when their shape shows it`() throws {
    var files: [String: String] = [:]
    for fixture in Fixture.bad {
      let codes = try fixture.result.findings.map(\.code)
      if !Self.shapes.isDisjoint(with: codes) { files[fixture.path] = try fixture.source.text }
    }
    let said = try #require(try Self.judge(files))
    let missed = said.filter { $0.value == "good" }.keys.sorted()
    // Keys that depend on what stands elsewhere in the file.
    #expect(missed.count * 5 <= said.count, "\(missed)")
  }
}
