import DiagnosticKit
import Testing

@Suite struct FindingPrinterTests {
  private let printer = FindingPrinter()

  @Test func `a finding shows place, source line, caret and help`() {
    let lines = Array(repeating: "", count: 23) + ["    on_eror: continue"]
    let file = SourceFile(name: "web.yaml", text: lines.joined(separator: "\n"))
    let finding = Finding.error(
      "unknown-option", at: SourceSpan(file: file, line: 24, column: 5, length: 7),
      "stage 'ip_lookup' has no option 'on_eror'",
      help: "did you mean 'on_error'?", "'richline explain ip_lookup' lists its options")
    #expect(
      printer.text(finding) == """
        web.yaml:24:5: error[unknown-option]: stage 'ip_lookup' has no option 'on_eror'
          24 |     on_eror: continue
             |     ^~~~~~~
        help: did you mean 'on_error'?
        help: 'richline explain ip_lookup' lists its options
        """)
  }

  @Test func `a finding without a place is one line`() {
    #expect(printer.text(Finding.note("n", at: nil, "all is well")) == "note[n]: all is well")
  }

  @Test func `a span without a file is the command line`() {
    let span = SourceSpan(file: nil, line: 1, column: 1)
    #expect(printer.text(Finding.error("e", at: span, "no")) == "command line: error[e]: no")
  }

  @Test(arguments: [
    ("tabs are copied into the padding", "\ta:\tb", 5, 6, "  1 | \ta:\tb\n    | \t  \t^"),
    ("wide characters take two columns", "名: 前x", 4, 6, "  1 | 名: 前x\n    |     ^~~"),
    ("combining marks take none", "e\u{301}: x", 5, 6, "  1 | e\u{301}: x\n    |    ^"),
    ("an empty span has one caret", "abc", 2, 2, "  1 | abc\n    |  ^"),
    ("a span behind the line stays at its end", "abc", 9, 12, "  1 | abc\n    |    ^"),
    ("escape sequences are replaced", "a\u{1B}[2Jb", 6, 7, "  1 | a·[2Jb\n    |      ^"),
    ("bidi controls are replaced", "a\u{202E}b", 1, 2, "  1 | a·b\n    | ^"),
  ])
  func `the caret stands below its character`(
    about: String, line: String, column: Int, end: Int, expected: String
  ) {
    let file = SourceFile(name: "f", text: line)
    let span = SourceSpan(file: file, line: 1, column: column, endLine: 1, endColumn: end)
    let text = printer.text(Finding.error("e", at: span, "m"))
    #expect(text == "f:1:\(column): error[e]: m\n" + expected)
  }

  @Test func `a long line is a window around the caret`() {
    let line = String(repeating: "a", count: 100) + "X" + String(repeating: "b", count: 100)
    let file = SourceFile(name: "f", text: line)
    let text = printer.text(
      Finding.error("e", at: SourceSpan(file: file, line: 1, column: 101, length: 3), "m"))
    #expect(
      text == """
        f:1:101: error[e]: m
          1 | …\(String(repeating: "a", count: 40))X\(String(repeating: "b", count: 59))…
            | \(String(repeating: " ", count: 41))^~~
        """)
  }

  @Test func `a span of several lines is underlined to the end of the first`() {
    let file = SourceFile(name: "f", text: "a: [1,  \n  2]")
    let span = SourceSpan(file: file, line: 1, column: 4, endLine: 2, endColumn: 5)
    #expect(
      printer.text(Finding.warning("w", at: span, "m"))
        == "f:1:4: warning[w]: m\n  1 | a: [1,  \n    |    ^~~")
  }

  @Test func `nothing in names, messages and help steers the terminal`() {
    let file = SourceFile(name: "a\u{1B}b\n", text: "x")
    let finding = Finding.error(
      "e", at: SourceSpan(file: file, line: 1, column: 1), "it's \u{9B}2J\u{7F}", help: "\u{7}\r!")
    #expect(
      printer.text(finding) == """
        a·b·:1:1: error[e]: it's ·2J·
          1 | x
            | ^
        help: ··!
        """)
  }

  @Test func `colour is used only when asked for`() {
    let file = SourceFile(name: "f", text: "x")
    let finding = Finding.error(
      "e", at: SourceSpan(file: file, line: 1, column: 1), "m", help: "h")
    let text = FindingPrinter(color: true).text(finding)
    let plain = text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(text.contains("\u{1B}[1;31m^"))
    #expect(plain == printer.text(finding))
  }

  @Test func `several findings are ended by line breaks`() {
    let findings: Findings = [.note("a", at: nil, "x"), .note("b", at: nil, "y")]
    #expect(printer.text(findings) == "note[a]: x\nnote[b]: y\n")
  }

  @Test func `JSON holds every part and escapes what it must`() {
    let file = SourceFile(name: "a\"b.yaml", text: "")
    let span = SourceSpan(file: file, line: 2, column: 3, length: 4)
    let finding = Finding.warning("w", at: span, "a\\b\n\u{1B}\u{202E}é", help: "h", "i")
    #expect(
      printer.json(finding)
        == #"{"severity":"warning","code":"w","file":"a\"b.yaml","line":2,"column":3,"#
        + #""endLine":2,"endColumn":7,"message":"a\\b\n\u001b\u202eé","help":["h","i"]}"#)
  }

  @Test func `JSON of a finding without a place has nulls`() {
    #expect(
      printer.json(Finding.error("e", at: nil, "m"))
        == #"{"severity":"error","code":"e","file":null,"line":null,"column":null,"#
        + #""endLine":null,"endColumn":null,"message":"m","help":[]}"#)
  }
}
