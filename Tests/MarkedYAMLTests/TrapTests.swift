import DiagnosticKit
import MarkedYAML
import Testing

@Suite struct TrapTests {
  @Test(arguments: TrapCase.values + TrapCase.structure)
  func `each trap has words of its own`(trap: TrapCase) {
    #expect(said(trap.yaml) == trap.said)
  }

  @Test(arguments: [
    "path: logs/ # a folder", "a: don't # it does not", "a: 5 # five (or so", "a: b[0] # first",
    "stages: # all of them\n  - a", "a: 'b (' # quoted", "a: b #", "# only a comment",
    "a: http://x/#anchor", "a: (b) # done", "a: |\n  b == # kept\n",
  ])
  func `ordinary comments are not findings`(yaml: String) {
    #expect(said(yaml) == "")
  }

  @Test func `what was meant as text is kept as text`() {
    let tree = parse("a: !is_bot\nb: *all\nc: &x\n").tree
    #expect(tree?["a"]?.string == "!is_bot")
    #expect(tree?["b"]?.string == "*all")
    #expect(tree?["c"]?.string == "&x")
  }

  @Test func `a syntax error leaves no tree, other errors do`() {
    #expect(parse("a: [").tree == nil)
    #expect(parse("a: 1\na: 2\n<<: {}\n").tree?.entries?.count == 1)
    #expect(parse("a: 1\n---\nb: 2\n").tree?["a"]?.string == "1")
  }

  @Test func `reading stops after a hundred findings`() {
    let result = parse(String(repeating: "- !x\n", count: 5000))
    #expect(result.findings.count == 101)
    #expect(result.findings.contains { $0.code == "yaml-too-many-findings" })
  }

  private func said(_ yaml: String) -> String {
    String(FindingPrinter().text(parse(yaml).findings).dropLast())
  }
}

/// Reads text as the file `web.yaml`.
func parse(_ text: String, limits: Limits = .pipeline) -> ParseResult {
  MarkedYAML.parse(SourceFile(name: "web.yaml", text: text), limits: limits)
}
