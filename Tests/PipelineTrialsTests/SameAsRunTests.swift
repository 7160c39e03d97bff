import DiagnosticKit
import Engine
import Foundation
import PipelineConfig
import PipelineTrials
import Richline
import StandardCatalog
import Synchronization
import Testing

/// A trial runs what `run` runs: the sinks of the examples would get what stands in `expected/`.
@Suite struct `a trial ends as the run` {
  /// 2026-03-15T00:00:00Z, at which the examples were run.
  static let now: Int64 = 1_773_532_800_000

  private func trial(_ name: String) throws -> Trial {
    let folder = Examples.root.appendingPathComponent("examples/\(name)").path
    let source = try Pipeline.source(at: "\(folder)/pipeline.yaml")
    let file = TrialFile(source, tests: nil, folder: folder, registry: Catalog.registry)
    return try Trial(
      file.plan(), source: nil, .text(""), registry: file.registry, now: Self.now, keepsRows: true)
  }

  /// The name under `expected/` of what a sink writes.
  private func expected(_ sink: SinkPlan, _ name: String) throws -> Data? {
    let found = try #require(sink.declared.firstMatch(of: /path="out\/([^"]+)"/))
    let file = found.1.replacing(/\.gz$/, with: "")
    let path = Examples.root.appendingPathComponent("examples/\(name)/expected/\(file)").path
    return FileManager.default.contents(atPath: path)
  }

  @Test(arguments: Examples.all)
  func `each sink would get the same bytes`(name: String) throws {
    let trial = try trial(name)
    let outcome = try trial.run { _ in true }
    #expect(outcome.status == .good, "\(outcome.messages)")
    // Where the path has an expression the rows are spread over several files.
    for sink in trial.plan.sinks where !sink.declared.contains("{") {
      let rows = trial.rows[sink.id]
      // What has no bytes is no file.
      #expect(Data(rows) == (try expected(sink, name) ?? Data()), "sink '\(sink.id)'")
    }
  }

  @Test(arguments: Examples.all)
  func `what is shown at a sink is what it writes`(name: String) throws {
    let trial = try trial(name)
    let seen = Mutex<[String: [[TracedField]]]>([:])
    let outcomes = Mutex<[String: Int]>([:])
    _ = try trial.run { [plan = trial.plan] event in
      for step in event.steps where step.kind == .sink && step.fate == .written {
        seen.withLock { $0[step.id, default: []].append(step.row) }
      }
      for place in plan.sinks.indices where plan.sinks[place].upstream != nil {
        if event.outcome(atSink: place, of: plan) == .written {
          outcomes.withLock { $0[plan.sinks[place].id, default: 0] += 1 }
        }
      }
      return true
    }
    for sink in trial.plan.sinks where sink.upstream != nil {
      let lines = trial.rows[sink.id].split(separator: 10)
      let shown = seen.withLock { $0[sink.id] ?? [] }
      #expect(outcomes.withLock { $0[sink.id] ?? 0 } == shown.count)
      guard sink.declared.contains(" ndjson") || sink.declared.hasSuffix("ndjson") else { continue }
      #expect(lines.count == shown.count)
      for (line, row) in zip(lines, shown) {
        let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
        let found = Set(row.map(\.name))
        #expect(found.isSubset(of: Set(object?.keys.map(\.self) ?? [])))
      }
    }
  }
}
