import DiagnosticKit
import Testing

@Suite struct SourceFileTests {
  @Test func `lines end at every kind of line break`() {
    let file = SourceFile(name: "f", text: "a\nb\r\nc\rd\n")
    #expect((0...6).map(file.line) == ["", "a", "b", "c", "d", "", ""])
    #expect(file.lineCount == 5)
  }

  @Test func `an empty file has one empty line`() {
    let file = SourceFile(name: "f", text: "")
    #expect(file.lineCount == 1)
    #expect(file.line(1).isEmpty)
  }

  @Test func `a byte order mark is no part of the first line`() {
    let file = SourceFile(name: "f", bytes: [0xEF, 0xBB, 0xBF, 0x61])
    #expect(file.line(1) == "a")
    #expect(file.span(ofBytes: 0..<1) == SourceSpan(file: file, line: 1, column: 1))
  }

  @Test func `columns count characters, not bytes`() {
    let file = SourceFile(name: "f", text: "a\né🙂x")
    let start = 2 + "é🙂".utf8.count
    #expect(
      file.span(ofBytes: start..<(start + 1)) == SourceSpan(file: file, line: 2, column: 3))
  }

  @Test func `bytes that are not UTF-8 are shown as replacements`() {
    let file = SourceFile(name: "f", bytes: [0x61, 0xFF, 0x62])
    #expect(file.line(1) == "a\u{FFFD}b")
  }

  @Test func `spans are equal only within the same file`() {
    let first = SourceFile(name: "f", text: "a")
    let second = SourceFile(name: "f", text: "a")
    let span = SourceSpan(file: first, line: 1, column: 1)
    #expect(span != SourceSpan(file: second, line: 1, column: 1))
    #expect(span.through(SourceSpan(file: first, line: 2, column: 3)).endColumn == 4)
  }
}
