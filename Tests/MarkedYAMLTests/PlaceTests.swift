import DiagnosticKit
import MarkedYAML
import Testing

@Suite struct PlaceTests {
  @Test(arguments: [
    ("plain text", "x: abc # c", "1:4-1:7"),
    ("plain text on two lines", "x: abc\n  def\n", "1:4-2:6"),
    ("single quotes", "x: 'it''s' # c", "1:4-1:11"),
    ("double quotes", "x: \"a\\n\"", "1:4-1:9"),
    ("nothing", "x:\ny: 1", "1:3-1:3"),
    ("a literal", "x: |\n  a\n  bc\n\ny: 1", "1:4-3:5"),
    ("a literal at the end of the file", "x: |\n  a\n  bc", "1:4-3:5"),
    ("an empty literal", "x: |\ny: 1", "1:4-1:5"),
    ("a folded text", "x: >-\n  a\n\n  b\n\n", "1:4-4:4"),
    ("a list in brackets", "x: [a,\n  b]", "1:4-2:5"),
    ("a map in braces", "x: { a: b } # c", "1:4-1:12"),
    ("a list", "x:\n  - a\n  - b\ny: 1", "2:3-3:6"),
    ("a list of maps", "x:\n- a: 1\n  b: 2\ny: 1", "2:1-3:7"),
    ("a map", "x:\n  a: 1\n  b:\n    c: 2\n\ny: 1", "2:3-4:9"),
    ("behind an anchor", "x: &a text", "1:7-1:11"),
    ("a map behind an anchor", "x: &a\n  b: 1\n", "2:3-2:7"),
    ("after wide characters", "x: { 名: 前 }", "1:4-1:12"),
    ("after a line separator in quotes", "a: '\u{2028}'\nx: b", "2:4-2:5"),
    ("with Windows line breaks", "a: 1\r\nx: b\r\n", "2:4-2:5"),
    ("with old Macintosh line breaks", "a: 1\rx: b\r", "2:4-2:5"),
    ("behind a byte order mark", "\u{FEFF}x: b", "1:4-1:5"),
  ])
  func `a value lies where it is written`(about: String, yaml: String, place: String) {
    let result = parse(yaml)
    #expect(result.findings.isEmpty)
    #expect(result.tree?["x"].map { text($0.span) } == place)
  }

  @Test func `an entry spans its key and its value`() {
    let tree = parse("a: 1\nkey: value").tree
    #expect(tree?["key"].map { text($0.span) } == "2:6-2:11")
    #expect(tree?.entry("key").map { text($0.key.span) } == "2:1-2:4")
    #expect(tree?.entry("key").map { text($0.span) } == "2:1-2:11")
  }

  @Test(arguments: [
    ("plain", "x: a + bad", 4..<7, "1:8-1:11"),
    ("quoted", "x: 'a + bad'", 4..<7, "1:9-1:12"),
    ("after two bytes", "x: é + bad", 5..<8, "1:8-1:11"),
    ("a literal", "x: |\n    a +\n      bad\n", 6..<9, "3:7-3:10"),
    ("over two lines of a literal", "x: |\n  a\n  b\n", 0..<3, "2:3-3:4"),
    ("an escape hides the place", "x: \"\\x61 bad\"", 2..<5, "1:4-1:14"),
    ("a folded text hides the place", "x: >\n  a\n  bad\n", 2..<5, "1:4-3:6"),
    ("beyond the text", "x: a", 0..<9, "1:4-1:5"),
  ])
  func `a part of a value has its own place`(
    about: String, yaml: String, bytes: Range<Int>, place: String
  ) {
    #expect(parse(yaml).tree?["x"].map { text($0.span(ofBytes: bytes)) } == place)
  }

  private func text(_ span: SourceSpan) -> String {
    "\(span.line):\(span.column)-\(span.endLine):\(span.endColumn)"
  }
}
