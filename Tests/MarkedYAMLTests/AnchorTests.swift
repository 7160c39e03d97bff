import DiagnosticKit
import MarkedYAML
import Testing

@Suite struct AnchorTests {
  @Test func `an alias is the value of its anchor, at the anchor's place`() {
    let result = parse("a: &x { b: [1, 2] }\nc: *x\nd: [*x, *x]\n")
    #expect(result.findings.isEmpty)
    #expect(result.tree?["c"]?["b"]?.items?.count == 2)
    #expect(result.tree?["c"]?.span.line == 1)
    #expect(result.tree?["d"]?.span.line == 3)
    #expect(result.tree?["d"]?.items?.last?["b"]?.items?.last?.string == "2")
  }

  @Test func `a later anchor of the same name replaces the earlier one`() {
    let tree = parse("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").tree
    #expect(tree?["b"]?.string == "1")
    #expect(tree?["d"]?.string == "2")
  }

  @Test func `a key can be an alias`() {
    #expect(parse("a: &x k\n*x : v\n").tree?["k"]?.string == "v")
  }

  @Test func `a billion laughs are refused at the alias that goes too far`() {
    var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      yaml += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let result = parse(yaml)
    #expect(result.tree == nil)
    #expect(
      FindingPrinter().text(result.findings) == """
        web.yaml:5:10: error[yaml-alias-expansion]: aliases expand to more than 10000 values
          5 | a4: &a4 [*a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3]
            |          ^~~
        help: write fewer aliases of aliases

        """)
  }

  @Test func `a ladder of aliases is refused by its depth`() {
    var yaml = "- &a0 x\n"
    for level in 1...80 { yaml += "- &a\(level) [*a\(level - 1)]\n" }
    let result = parse(yaml)
    #expect(result.tree == nil)
    #expect(
      result.findings.map(\.message) == ["lists and maps are nested more than 64 levels deep"])
  }
}
