import DiagnosticKit
import Testing

@Suite struct FindingsTests {
  @Test func `sorting follows files, lines and columns, and keeps those without a place last`() {
    let a = SourceFile(name: "a", text: "")
    let b = SourceFile(name: "b", text: "")
    func error(_ code: String, _ file: SourceFile, _ line: Int, _ column: Int) -> Finding {
      .error(code, at: SourceSpan(file: file, line: line, column: column), "")
    }
    let findings: Findings = [
      .error("none", at: nil, ""), error("b1", b, 1, 1), error("a2", a, 2, 1),
      error("a1b", a, 1, 9), error("a1a", a, 1, 2), error("a1c", a, 1, 9),
    ]
    #expect(findings.sorted.map(\.code) == ["a1a", "a1b", "a1c", "a2", "b1", "none"])
  }

  @Test func `only errors count as errors`() {
    var findings: Findings = [.warning("w", at: nil, ""), .note("n", at: nil, "")]
    #expect(!findings.hasErrors)
    findings.append(.error("e", at: nil, ""))
    #expect(findings.hasErrors)
    #expect(findings.count == 3)
  }

  @Test func `findings can be thrown as one typed error`() {
    func check() throws(Findings) { throw [.error("e", at: nil, "m")] }
    #expect(throws: Findings([.error("e", at: nil, "m")])) { try check() }
  }
}
