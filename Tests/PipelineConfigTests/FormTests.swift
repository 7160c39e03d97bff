import DiagnosticKit
import Foundation
import PipelineConfig
import Testing

@Suite struct `pipeline files have a standard form` {
  private func form(_ text: String) throws -> String {
    try PipelineForm.text(of: SourceFile(name: "web.yaml", text: text))
  }

  @Test(arguments: Examples.pipelines)
  func `the examples have it`(path: String) throws {
    let text = try Examples.text(path)
    #expect(try form(text) == text)
  }

  @Test(arguments: (Fixture.good + Fixture.bad).map(\.path))
  func `what is said of a pipeline is said of its standard form`(path: String) throws {
    let fixture = Fixture(path: path)
    let source = try fixture.source
    let text: String
    do throws(Findings) { text = try PipelineForm.text(of: source) } catch {
      #expect(error.contains { $0.code.hasPrefix("yaml-") })
      return
    }
    #expect(try form(text) == text, "a second time changes it")
    // Places move; order too, when sections do.
    func said(_ source: SourceFile) -> [String] {
      check(source.text).findings.map { "\($0.code) \($0.message)" }.filter {
        !$0.contains("line ")
      }
      .sorted()
    }
    #expect(said(SourceFile(name: "web.yaml", text: text)) == said(source))
  }

  @Test(arguments: Examples.blocks)
  func `the pipelines of the pages can be formatted`(block: `the pages say what is true`.Block)
    throws
  {
    let once = try form(block.text)
    #expect(try form(once) == once)
  }

  @Test func `sections have the order of the language, components begin with their names`() throws {
    let mixed = """
      # Web analytics.

      # where events go
      sinks:
        - format: ndjson   # a line each
          use: stdout
          # the first one
          id: out

        # what failed
        - { from: failed, use: files, path: 'failed.ndjson', id: rejects }
      run: {workers:   2}
      version: "1"
      stages:
      - use:   filter
        keep: "platform == 'web'"
        id: web
      sources: [ {format: ndjson, use: stdin} ]
      """
    #expect(
      try form(mixed) == """
        # Web analytics.

        version: "1"
        sources: [{ use: stdin, format: ndjson }]

        stages:
          - id: web
            use: filter
            keep: platform == 'web'

        # where events go
        sinks:
          # the first one
          - id: out
            use: stdout
            format: ndjson   # a line each

          # what failed
          - { id: rejects, from: failed, use: files, path: failed.ndjson }

        run: { workers: 2 }

        """)
  }
}
