import DiagnosticKit
import MarkedYAML
import TestSupport
import Testing

@Suite struct `the standard form of a file` {
  private static let style = YAMLStyle(
    sections: ["first", "second"], leading: ["second": ["id", "use"]])

  private func form(_ text: String) throws -> String {
    try MarkedYAML.format(SourceFile(name: "f.yaml", text: text), style: Self.style)
  }

  /// What is written, and its standard form.
  static let cases: [(String, String, String)] = [
    ("nothing", "", ""),
    ("a comment alone", "\n\n#a\n\n\n#b", "#a\n\n#b\n"),
    (
      "blanks", "a:   1   \nb :  x  y\n\n\n\nc: [1,2 , 3]\nd: {x: 1,y: {z: 2}}\n",
      "a: 1\nb: x  y\n\nc: [1, 2, 3]\nd: { x: 1, y: { z: 2 } }\n"
    ),
    ("line ends of Windows, a mark", "\u{FEFF}a: 1\r\nb:\r\n- c\r\n", "a: 1\n\nb:\n  - c\n"),
    ("the start of a document", "---\na: 1\n...\n", "a: 1\n"),
    (
      "indentation", "a:\n- b\n-    c:\n       d\nx:\n      y: 1\n      z:\n            - 2\n",
      "a:\n  - b\n  - c: d\n\nx:\n  y: 1\n  z:\n    - 2\n"
    ),
    (
      "lists in lists", "a:\n- - 1\n  - 2\n-\n  - 3\n- []\n",
      "a:\n  - - 1\n    - 2\n  - - 3\n  - []\n"
    ),
    (
      "quotes that are not needed", "a: \"x\"\nb: 'logs/*.gz'\nc: 'a == \"b\"'\nd: 'it''s'\n",
      "a: x\nb: logs/*.gz\nc: a == \"b\"\nd: it's\n"
    ),
    (
      "quotes that are needed",
      "a: '5'\nb: 'true'\nc: 'no'\nd: '~'\ne: ''\nf: ' x'\ng: 'a: b'\nh: 'a #b'\ni: '*x'\nj: '1.5'\n",
      "a: \"5\"\nb: \"true\"\nc: \"no\"\nd: \"~\"\ne: \"\"\nf: \" x\"\ng: \"a: b\"\nh: \"a #b\"\n"
        + "i: \"*x\"\nj: \"1.5\"\n"
    ),
    (
      "quotes around quotes",
      #"a: "\"x\" == y""# + "\nb: '!(a == \"b\")'\n" + #"c: "'\"\t""# + "\n",
      "a: '\"x\" == y'\nb: '!(a == \"b\")'\n" + #"c: "'\"\t""# + "\n"
    ),
    (
      "dates and times of day",
      "a: '2026-11-22'\nb: '12:30'\nc: '0x1f'\nd: '127.0.0.1'\ne: 'v1.5'\n",
      "a: \"2026-11-22\"\nb: \"12:30\"\nc: \"0x1f\"\nd: 127.0.0.1\ne: v1.5\n"
    ),
    (
      "braces need quotes between braces", "a: 'x/{y}'\nb: { c: 'x/{y}', d: 'e, f' }\n",
      "a: x/{y}\nb: { c: \"x/{y}\", d: \"e, f\" }\n"
    ),
    ("keys", "'a': 1\n\"b c\": 2\n'x: y': 3\n? z\n: 4\n", "a: 1\nb c: 2\n\"x: y\": 3\nz: 4\n"),
    (
      "no value", "a:\nb: ~\nc: { d: , e: null }\nf:\n  -\n  - 1\n",
      "a:\nb: ~\nc: { d: , e: null }\n\nf:\n  -\n  - 1\n"
    ),
    (
      "texts of several lines",
      "a: |\n     x\n       y\n\n     z\nb: |-\n  x\nc: >\n    one\n    two\n\n    three\n",
      "a: |\n  x\n    y\n\n  z\n\nb: |-\n  x\n\nc: >\n  one\n  two\n\n  three\n"
    ),
    ("a text that begins with a blank", "a: |2\n    x\n   y\n", "a: |2\n    x\n   y\n"),
    ("empty lines at the end of a text", "a: |+\n  x\n\n\nb: 1\n", "a: \"x\\n\\n\\n\"\n\nb: 1\n"),
    ("a text over lines becomes one", "a: x\n  y\n\nb: \"x\n  y\"\n", "a: x y\n\nb: x y\n"),
    (
      "what is too long between brackets",
      "a: { one: \(word), two: \(word), three: \(word) }\nb: [\(word), \(word), \(word)]\n",
      "a:\n  one: \(word)\n  two: \(word)\n  three: \(word)\n\nb: [\(word), \(word),\n  \(word)]\n"
    ),
    (
      "brackets over lines that fit one", "a: [\n  1,\n  2,\n]\nb: {\n  c: 1,\n}\n",
      "a: [1, 2]\nb: { c: 1 }\n"
    ),
    (
      "comments between brackets",
      "a: [\n  1, # one\n  # two\n  2,\n  # end\n]\nb: { # b\n  c: 1 }\n",
      "a:\n  - 1 # one\n  # two\n  - 2\n  # end\n\nb:\n  # b\n  c: 1\n"
    ),
    (
      "comments above", "# file\n\n# a\na: 1\n# b1\n\n# b2\nb:\n# c\n  c: 1\n",
      "# file\n\n# a\na: 1\n\n# b1\n\n# b2\nb:\n  # c\n  c: 1\n"
    ),
    (
      "comments behind keep their column",
      "a: 1   # x\nbbbb: 'z'    # y\nc: # head\n  d: 1# no\n  e: 2 # e\nf: |  # text\n  z\n",
      "a: 1   # x\nbbbb: z      # y\n\nc: # head\n  d: 1# no\n  e: 2 # e\n\nf: |  # text\n  z\n"
    ),
    (
      "comments below", "a:\n  - b: 1\n    # in b\n  # in a\n# of c\nc: 1\n# end\n",
      "a:\n  - b: 1\n    # in b\n  # in a\n\n# of c\nc: 1\n# end\n"
    ),
    (
      "comments in lists without depth", "a:\n# b\n- b\n# c\n- c\n# d\nd: 1\n",
      "a:\n  # b\n  - b\n  # c\n  - c\n\n# d\nd: 1\n"
    ),
    (
      "a comment behind a dash", "a:\n  - # what\n    b: 1\n    c: 2\n",
      "a:\n  # what\n  - b: 1\n    c: 2\n"
    ),
    ("a comment behind a bracket", "a: [ { b: 1 } ]  # c\n", "a: [{ b: 1 }]    # c\n"),
    (
      "empty lines", "\n\na: 1\n\n\nb: 2\nc:\n\n  - 1\n\n\n  - 2\n\nd: 3\n\n",
      "a: 1\n\nb: 2\n\nc:\n  - 1\n\n  - 2\n\nd: 3\n"
    ),
    (
      "anchors", "a: &x [1]\nb: &y\n  c: *x\nd:\n- &z\n  e: 1\n- *z\nf: 1\n",
      "a: &x [1]\n\nb: &y\n  c: *x\n\nd:\n  - &z\n    e: 1\n  - *z\n\nf: 1\n"
    ),
    (
      "sections in order", "# top\n\nother: 1\n# s\nsecond: 2\nfirst: 1\n",
      "# top\n\nfirst: 1\n# s\nsecond: 2\nother: 1\n"
    ),
    (
      "components in order",
      "second:\n  - x: 1\n    use: u # u\n    # i\n    id: i\n\n  - {y: 1, id: j}\n",
      "second:\n  # i\n  - id: i\n    use: u # u\n    x: 1\n\n  - { id: j, y: 1 }\n"
    ),
    (
      "an anchor keeps the order", "second: [{ x: &a 1, id: i }]\nfirst: *a\n",
      "second: [{ x: &a 1, id: i }]\nfirst: *a\n"
    ),
  ]

  private static let word = String(repeating: "w", count: 40)

  @Test(arguments: cases)
  func `is as it should be`(name: String, text: String, expected: String) throws {
    #expect(try form(text) == expected, "\(name)")
    #expect(try form(expected) == expected, "\(name): a second time changes it")
  }

  @Test func `a file with a mistake has none`() {
    for text in ["a: [", "a: 1\na: 2", "a: !x", "a: b: c", "\u{0}", "a: x ==  #", "a: x\u{2028}y"] {
      #expect(throws: Findings.self) { try form(text) }
    }
  }

  @Test func `any file that is YAML has one, with the same values`() throws {
    var formatted = 0
    for seed in 1...3000 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let text = RandomYAML.text(&random)
      let file = SourceFile(name: "f.yaml", text: text)
      guard parse(file).findings.isEmpty else { continue }
      formatted += 1
      // `format` compares the values itself.
      let once = try #require(try? form(text), "seed \(seed):\n\(text)")
      #expect(try form(once) == once, "seed \(seed):\n\(text)---\n\(once)")
      #expect(Self.comments(once) == Self.comments(text), "seed \(seed):\n\(text)---\n\(once)")
    }
    #expect(formatted > 1500)
  }

  private static func comments(_ text: String) -> Int {
    text.split(separator: "\n").count { $0.contains("#c") }
  }
}
