import StageKit
import Testing

@testable import Connectors

struct TargetPathTests {
  @Test(arguments: [
    ("failed.ndjson", "failed-2.ndjson"), ("out/events.tsv.gz", "out/events-2.tsv.gz"),
    ("plain", "plain-2"), (".hidden", ".hidden-2"), (".hidden.txt", ".hidden-2.txt"),
    ("a.b/c", "a.b/c-2"), ("/x.y", "/x-2.y"),
  ])
  func `numbers stand before the first extension`(path: String, expected: String) {
    #expect(TargetPath(path).numbered(1).shown == path)
    #expect(TargetPath(path).numbered(2).shown == expected)
  }

  @Test(arguments: [
    ("", "bad-value: the path is empty"),
    ("a\u{0}b", "bad-value: the path holds a zero byte"),
    ("{part}.tsv", "bad-value: the path '{part}.tsv' has no text before its first '{'"),
    ("out/", "bad-value: the path 'out/' names a folder, not a file"),
    ("out/{part", "bad-value: the path 'out/{part' has a '{' without its '}'"),
    ("out/part}", "bad-value: the path 'out/part}' has a '}' without its '{'"),
  ])
  func `templates that cannot be are findings`(path: String, expected: String) {
    let findings = #expect(throws: Findings.self) {
      _ = try FilesSink(Setup(FilesSink.spec, ["path": .text(path)]))
    }
    #expect(findings.map(FindingMessages.init)?.lines == [expected])
  }

  @Test func `parts are numbers`() throws {
    #expect(try PathTemplate("a{part}b{part}").rendered(run: "r", part: 12) == "a12b12")
    #expect(try PathTemplate("a/{run}/b{part}").rendered(run: "r", part: 12) == "a/r/b12")
  }
}
