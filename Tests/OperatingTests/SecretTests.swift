import Engine
import Foundation
import Logging
import PipelineConfig
import Richline
import RunLogging
import StageKit
import Testing

/// What a plugin does that does not look after its key.
private struct Leaky: EventStage {
  static let key = Option<String>("key", "a key", secret: true)
  static let spec = StageSpec("leaky", "tells everybody its key", key)
  private let secret: String

  init(_ setup: Setup) throws(Findings) { secret = setup[Self.key] }

  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    throw Failure(.plugin, "the key '\(secret)' is refused")
  }
}

@Suite struct `secrets are shown nowhere` {
  private static let secret = "planted-secret-4711"
  private static let registry = Catalog.registry.adding(stages: [.stage(Leaky.self)])

  /// Everything that a run in a folder of its own says and writes.
  private func outputs(
    key: String, onError: String = "fail", lookups: String = "", path: String = "in.ndjson"
  ) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "richline-secret-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = """
      version: 1
      \(lookups)
      sources: [{ id: in, use: files, path: "\(path)", format: ndjson }]
      stages:
        - { id: leak, use: leaky, key: '\(key)', on_error: \(onError), when: 'app_id != "\(key)"' }
        \(lookups.isEmpty ? "" : "- { use: ip_lookup, geo: c }")
      sinks:
        - { use: files, path: out.ndjson, format: ndjson }
        - { id: bad, from: failed, use: files, path: failed.ndjson }
      """
    func write(_ text: String, _ name: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write(Self.secret + "\n", "key")
    try write("{\"app_id\":\"a\"}\n{\"app_id\":\"b\"}\n", "in.ndjson")
    let lines = Lines()
    var said: [String] = []
    let surroundings = Surroundings(fileVariables: ["KEY": Self.secret])
    do throws(Findings) {
      let pipeline = try Pipeline(
        SourceFile(name: "web.yaml", text: text), registry: Self.registry, folder: folder.path,
        in: surroundings)
      said.append(FindingPrinter().text(pipeline.findings))
      said += pipeline.findings.map { FindingPrinter().json($0) }
      said += GraphFormat.allCases.map { pipeline.graph.drawn(as: $0) }
      let control = RunControl(observer: LogObserver(lines.logger(.json)))
      let outcome = try pipeline.run(control: control)
      said += outcome.messages + outcome.report + outcome.counters
      if let snapshot = control.snapshot() {
        said += [MetricsText(snapshot).text, ReportText(snapshot, messages: outcome.messages).text]
      }
    } catch {
      said.append(FindingPrinter().text(error))
      said += error.map { FindingPrinter().json($0) }
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name != "key" && name != "in.ndjson" {
      said.append(try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
    return (said + lines.all).joined(separator: "\n")
  }

  @Test(
    arguments: ["planted-secret-4711", "${KEY}", "${file:key}"],
    ["fail", "continue", "collect", "drop", "stop"])
  func `in a run`(key: String, onError: String) throws {
    let outputs = try outputs(key: key, onError: onError)
    #expect(!outputs.contains(Self.secret), "\(outputs)")
    if onError != "drop" { #expect(outputs.contains("the key '***' is refused"), "\(outputs)") }
  }

  @Test func `when a lookup cannot be opened, or an input`() throws {
    let lookup = try outputs(
      key: "k", lookups: "lookups: { c: { use: mmdb, path: '${file:key}' } }")
    #expect(!lookup.contains(Self.secret), "\(lookup)")
    #expect(lookup.contains("error[lookup]"), "\(lookup)")
    let input = try outputs(key: "k", path: "${file:key}.ndjson")
    #expect(!input.contains(Self.secret), "\(input)")
    #expect(input.contains("***.ndjson"), "\(input)")
  }

  @Test func `a page says which option is secret`() {
    let page = ReferencePage(kind: .stage, spec: Leaky.spec).text
    #expect(page.contains("| `key`  | text (secret) | required | a key |"), "\(page)")
  }
}
