import DiagnosticKit
import Foundation
import PipelineConfig
import StandardCatalog
import Testing

@testable import Engine

@Suite struct `how lookups are` {
  /// The last write to the file of the lookup, in milliseconds: 2026-01-01T00:00:00Z.
  static let made: Int64 = 1_767_225_600_000
  static let day: Int64 = 86_400_000

  /// A plan with one lookup whose file was written at `made`.
  private func plan(_ policy: String, in folder: String) throws -> Plan {
    let file = "\(folder)/hosts.json"
    let text = #"{"search": {"One": {"domains": ["www.example.com"], "parameters": ["q"]}}}"#
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    let date = Date(timeIntervalSince1970: Double(Self.made / 1000))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
    let pipeline = """
      version: 1
      lookups: { hosts: { use: referers, path: hosts.json, max_age: 30d, on_stale: \(policy) } }
      sources: [{ use: stdin, format: ndjson, fields: { refr_urlscheme: s, refr_urlhost: h } }]
      stages: [{ use: referer_parser, lookup: hosts }]
      sinks:
        - { use: stdout, format: ndjson }
        - { id: bad, from: failed, use: files, path: f.ndjson }
      """
    let source = SourceFile(name: "p.yaml", text: pipeline)
    return try #require(
      Checker.check(source, registry: Catalog.registry, folder: folder).plan)
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-health-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test func `what is wrong with several lookups is told in their order`() throws {
    try withFolder { folder in
      let names = (0..<5).map { "hosts\($0)" }
      let stages = names.map { "{ id: of_\($0), use: referer_parser, lookup: \($0) }" }
      let pipeline = """
        version: 1
        lookups:
        \(names.map { "  \($0): { use: referers, path: \($0).json }" }.joined(separator: "\n"))
        sources: [{ use: stdin, format: ndjson, fields: { refr_urlscheme: s, refr_urlhost: h } }]
        stages: [\(stages.joined(separator: ", "))]
        sinks:
          - { use: stdout, format: ndjson }
          - { id: bad, from: failed, use: files, path: f.ndjson }
        """
      let source = SourceFile(name: "p.yaml", text: pipeline)
      let plan = try #require(
        Checker.check(source, registry: Catalog.registry, folder: folder).plan)
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      // Large and good, missing, good, no JSON, missing.
      let good = (0..<5_000).map { "\"n\($0)\": {\"domains\": [\"\($0).example\"]}" }
      for (name, text) in [
        ("hosts0", "{\"search\": {\(good.joined(separator: ","))}}"),
        ("hosts2", "{\"search\": {\(good[0])}}"), ("hosts3", "{"),
      ] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).json"))
      }
      for _ in 0..<20 {
        do throws(Findings) {
          _ = try LookupSet.open(plan, now: 0)
          Issue.record("it was opened")
        } catch {
          #expect(error.map { $0.span?.line } == [4, 6, 7])
        }
      }
    }
  }

  @Test(arguments: [("fail", false), ("warn", true)])
  func `data that gets too old while it runs is said once, and may end readiness`(
    policy: String, isReady: Bool
  ) throws {
    try withFolder { folder in
      let plan = try plan(policy, in: folder)
      let shelf = LookupShelf(try LookupSet.open(plan, now: Self.made + Self.day))
      #expect(shelf.watchAges(plan, now: Self.made + 30 * Self.day) == [])
      #expect(shelf.isReady && !shelf.health[0].isTooOld)
      let late = Self.made + 31 * Self.day
      let event = RunEvent.lookupIsOld(
        lookup: "hosts", words: "is of 2026-01-01, 31d old; 'max_age' allows 30d")
      #expect(shelf.watchAges(plan, now: late) == [event])
      #expect(shelf.watchAges(plan, now: late) == [])
      #expect(shelf.isReady == isReady && shelf.health[0].isTooOld)
      #expect((try? LookupSet.open(plan, now: late)) == nil || isReady)
    }
  }

  @Test func `trouble is counted each time, news once, and over when all is good`() throws {
    try withFolder { folder in
      let plan = try plan("warn", in: folder)
      let shelf = LookupShelf(try LookupSet.open(plan, now: Self.made))
      #expect(shelf.note(trouble: "no file", at: 0, now: 1))
      #expect(!shelf.note(trouble: "no file", at: 0, now: 2))
      #expect(shelf.note(trouble: "empty", at: 0, now: 3))
      #expect(shelf.health[0].failures == 3)
      #expect(shelf.health[0].trouble == LookupHealth.Trouble(message: "empty", since: 1))
      #expect(shelf.health[0].line.hasSuffix("; 3 failures; not in use: empty"))
      #expect(shelf.noteGood(at: 0))
      #expect(!shelf.noteGood(at: 0))
      let next = LookupShelf(try LookupSet.open(plan, now: Self.made), after: shelf)
      #expect(next.health[0].failures == 3 && next.health[0].swaps == 0)
    }
  }
}
