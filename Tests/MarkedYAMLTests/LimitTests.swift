import DiagnosticKit
import MarkedYAML
import Testing

@Suite struct LimitTests {
  @Test(arguments: [
    ("[", "]", "lists"), ("{a: ", "}", "maps"), ("- ", "", "entries"),
  ])
  func `nesting is allowed up to the limit`(open: String, close: String, about: String) {
    func nested(_ depth: Int) -> ParseResult {
      parse(
        String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth))
    }
    #expect(nested(64).findings.isEmpty)
    #expect(nested(65).findings.map(\.code) == ["yaml-too-deep"])
    #expect(nested(100_000).findings.count == 1)
    #expect(nested(100_000).tree == nil)
  }

  @Test func `a file with too many values is refused`() {
    let limits = Limits(bytes: 1000, depth: 8, nodes: 4, aliasNodes: 4)
    #expect(parse("[a, b, c]", limits: limits).findings.isEmpty)
    #expect(
      parse("[a, b, c, d]", limits: limits).findings.map(\.message)
        == ["the file has more than 4 values"])
  }

  @Test func `a file that is too large is refused before it is read`() {
    let limits = Limits(bytes: 3, depth: 8, nodes: 4, aliasNodes: 4)
    #expect(
      parse("abcd", limits: limits).findings.map(\.message)
        == ["the file has 4 bytes, and 3 are the limit"])
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0xC3], "f:2:1: error[yaml-encoding]: byte 0xC3 is not valid UTF-8"),
      ([0xC3, 0xA9, 0xFF], "f:1:2: error[yaml-encoding]: byte 0xFF is not valid UTF-8"),
      ([0xED, 0xA0, 0x80], "f:1:1: error[yaml-encoding]: byte 0xED is not valid UTF-8"),
      ([0xE0, 0x80, 0xAF], "f:1:1: error[yaml-encoding]: byte 0xE0 is not valid UTF-8"),
      ([0xFF, 0xFE, 0x61, 0x00], "f:1:1: error[yaml-encoding]: the file is UTF-16, not UTF-8"),
      (
        [0x61, 0x00],
        "f:1:2: error[yaml-control-character]: the control character U+0000 is not allowed in YAML"
      ),
      (
        [0x61, 0x1B],
        "f:1:2: error[yaml-control-character]: the control character U+001B is not allowed in YAML"
      ),
      (
        [0xC2, 0x9B],
        "f:1:1: error[yaml-control-character]: the control character U+009B is not allowed in YAML"
      ),
      (
        [0x61, 0xEF, 0xBB, 0xBF],
        "f:1:2: error[yaml-control-character]: an invisible byte order mark stands inside the file"
      ),
    ] as [([UInt8], String)])
  func `what is not text is named at its place`(bytes: [UInt8], said: String) {
    let result = MarkedYAML.parse(SourceFile(name: "f", bytes: bytes))
    #expect(result.tree == nil)
    #expect(result.findings.count == 1)
    #expect(FindingPrinter().text(result.findings).hasPrefix(said + "\n"))
  }
}
