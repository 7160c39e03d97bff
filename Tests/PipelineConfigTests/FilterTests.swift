import DiagnosticKit
import PipelineConfig
import StageKit
import Testing

@Suite struct `one way through a pipeline becomes a filter` {
  private static let pipeline = """
    version: 1
    run:
      checkpoint: state
      listen: 9600
    sources:
      - { id: web, use: files, path: a.log, format: combined }
      - { id: app, use: files, path: b.log, format: combined }
    stages:
      - { id: all, from: [web, app], use: anonymize_ip }
      - { id: short, from: web, use: set, fields: { app_id: '"x"' } }
    sinks:
      - { id: good, from: all, use: files, path: "out-{part}.ndjson", format: ndjson }
      - { id: side, from: short, use: files, path: "side-{part}.ndjson", format: ndjson }
      - { id: none, from: short, use: discard }

    """

  private func check(_ wish: FilterWish, _ text: String = pipeline) -> CheckResult {
    Checker.check(
      SourceFile(name: "web.yaml", text: text), registry: TestStages.registry, for: .filter(wish))
  }

  /// What is said, less the notes.
  private func said(_ wish: FilterWish, _ text: String = pipeline) -> String {
    let errors = check(wish, text).findings.filter { $0.severity == .error }
    return FindingPrinter().text(Findings(Array(errors)))
  }

  @Test func `several sinks: which one is to be said`() {
    #expect(
      said(FilterWish()) == """
        web.yaml:13:35: error[filter]: a filter has one output, and these sinks take good events: good, side, none
          13 |   - { id: side, from: short, use: files, path: "side-{part}.ndjson", format: ndjson }
             |                                   ^~~~~
        help: say which one goes to stdout: '--filter --sink good'

        """)
    #expect(
      said(FilterWish(sink: "sid")) == """
        error[unknown-id]: there is no sink of good events 'sid'
        help: did you mean 'side'?

        """)
    #expect(
      said(FilterWish(sink: "none")) == """
        web.yaml:14:35: error[filter]: the sink 'none' writes no lines, so nothing would come out of a filter
          14 |   - { id: none, from: short, use: discard }
             |                                   ^~~~~~~
        help: name a sink with a format: '--filter --sink ID'

        """)
  }

  @Test func `several sources: which one is to be said`() {
    #expect(
      said(FilterWish(sink: "good")) == """
        web.yaml:7:21: error[filter]: stdin stands for one source, and these lead to sink 'good': web, app
          7 |   - { id: app, use: files, path: b.log, format: combined }
            |                     ^~~~~
        help: say which one it is: '--filter --source web'

        """)
    #expect(
      said(FilterWish(source: "app", sink: "side")) == """
        error[unknown-id]: no source 'app' leads to sink 'side'
        help: there lead: web

        """)
  }

  @Test func `only the way to the sink is left`() throws {
    let side = try #require(check(FilterWish(sink: "side")).plan)
    #expect(side.sources.map { "\($0.id) \($0.use)" } == ["web stdin"])
    #expect(side.stages.map(\.id) == ["short"])
    #expect(side.sinks.map { "\($0.id) \($0.use)" } == ["side stdout"])
    #expect(side.sinks[0].failedFormat != nil)
    #expect(side.run.checkpoint == nil && side.run.listen == nil)
    #expect(!side.sources[0].source.isEndless)
    let good = try #require(check(FilterWish(source: "app", sink: "good")).plan)
    #expect(good.sources.map { "\($0.id) \($0.use)" } == ["app stdin"])
    #expect(good.stages.map(\.id) == ["all"])
  }

  @Test func `what a filter does not heed is a note`() {
    let notes = check(FilterWish(sink: "side")).findings.filter { $0.severity == .note }
    #expect(
      notes.map(\.message) == [
        "'checkpoint' does not apply to a filter: whoever starts it looks after it",
        "'listen' does not apply to a filter: whoever starts it looks after it",
      ])
    #expect(notes.map { $0.span?.line } == [3, 4])
  }

  @Test func `mistakes of the rest of the file are mistakes`() {
    let text = Self.pipeline.replacingOccurrences("use: anonymize_ip", "use: anonymize_pi")
    #expect(said(FilterWish(sink: "side"), text).contains("there is no stage 'anonymize_pi'"))
  }
}

extension String {
  fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
