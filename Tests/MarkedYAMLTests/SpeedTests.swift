import DiagnosticKit
import MarkedYAML
import Testing

/// Reading must stay linear: files that were quadratic while this module was written.
@Suite struct SpeedTests {
  @Test(
    .timeLimit(.minutes(20)),
    arguments: [
      ("é: [", "1, ", "]"), ("é: [", "&a 1, ", "]"), ("é: [", "\u{301}é, ", "]"),
      ("é:\n", "- |\n\n", ""), ("", "- ", "é"), ("", "[", "é"),
    ])
  func `long lines and many values are read in linear time`(
    start: String, repeated: String, end: String
  ) {
    let result = parse(
      start + String(repeating: repeated, count: 50_000) + end, limits: .data)
    #expect(result.tree != nil || result.findings.map(\.code) == ["yaml-too-deep"])
  }

  @Test(.timeLimit(.minutes(20)))
  func `many keys are compared in linear time`() {
    let result = parse((0..<20_000).map { "é\($0): 1\n" }.joined())
    #expect(result.tree?.entries?.count == 20_000)
  }
}
