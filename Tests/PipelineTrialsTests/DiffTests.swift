import DiagnosticKit
import Engine
import Foundation
import PipelineTrials
import Testing

@Suite struct `two versions are compared` {
  static let lines = """
    {"app_id":"a","user_id":"1","br_viewheight":5}
    {"app_id":"b","user_id":"2","br_viewheight":0}
    {"app_id":"c","user_id":"3","br_viewheight":2}
    nonsense

    """

  private func run(_ stage: String, sinks: String = "", lines: String = lines) throws -> SampleRun {
    let file = Files.file(
      """
      version: 1
      sources: [{ id: app, use: stdin, format: ndjson }]
      stages: [\(stage)]
      sinks:
        - { id: all, use: stdout, format: ndjson }
      \(sinks)
        - { id: rejects, from: failed, use: stdout }
      """)
    return try SampleRun(
      Trial(file.plan(), source: 0, .text(lines), registry: file.registry, now: 0), limit: 1000)
  }

  static let plain = "{ use: set, fields: { txn_id: 1 } }"

  @Test func `the same is the same`() throws {
    let diff = SampleDiff(try run(Self.plain), try run(Self.plain))
    #expect(diff.isEmpty)
    #expect(DiffText(diff).text == "all  0 of 4 events differ")
  }

  @Test func `fields and outcomes are counted, with examples`() throws {
    let after = try run(
      "{ id: ratio, use: set, fields: { txn_id: 10 / br_viewheight, user_id: 'app_id == \"c\" ? \"9\" : user_id' } }"
    )
    let diff = SampleDiff(try run(Self.plain), after)
    #expect(!diff.isEmpty)
    #expect(
      DiffText(diff).text == """
        all  3 of 4 events differ
          written → failed at 'ratio' (expression)  1 event
            line 2: "division by zero"
          txn_id  2 events
            line 1: 1 → 2
            line 3: 1 → 5
          user_id  1 event
            line 3: "3" → "9"
        """)
    let json = try JSONSerialization.jsonObject(with: Data(DiffText(diff).json.utf8))
    let sinks = try #require((json as? [String: Any])?["sinks"] as? [[String: Any]])
    #expect(sinks[0]["changed"] as? Int == 3)
  }

  @Test func `sinks and events that come or go are told`() throws {
    let after = try run(
      Self.plain, sinks: "  - { id: more, use: discard }", lines: Self.lines + "{}\n")
    let text = DiffText(SampleDiff(try run(Self.plain), after)).text
    #expect(
      text == """
        sink 'more' is new
        events: 4 → 5
        all  1 of 5 events differ
          not there → written  1 event
            line 5
        """)
  }
}
