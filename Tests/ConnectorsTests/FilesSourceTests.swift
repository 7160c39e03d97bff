import Foundation
import StageKit
import Testing

@testable import Connectors

struct FilesSourceTests {
  private static func filled() -> Folder {
    let folder = Folder()
    for name in [
      "logs/b.log", "logs/a.log", "logs/B.log", "logs/.hidden.log", "logs/ä.log", "logs/c.gz",
      "logs/2026/x.log", "logs/2026/deep/y.log", "logs/.git/z.log", "logs/a[1].log",
    ] { folder.write(name, name) }
    return folder
  }

  @Test(arguments: [
    (["logs/*.log"], ["logs/B.log", "logs/a.log", "logs/a[1].log", "logs/b.log", "logs/ä.log"]),
    (["logs/?.log"], ["logs/B.log", "logs/a.log", "logs/b.log"]),
    (["logs/[ab].log"], ["logs/a.log", "logs/b.log"]),
    (["logs/.*.log"], ["logs/.hidden.log"]),
    (["logs/a\\[1].log"], ["logs/a[1].log"]),
    (["logs/a\\[?].log"], ["logs/a[1].log"]),
    (
      ["logs/*"],
      [
        "logs/B.log", "logs/a.log", "logs/a[1].log", "logs/b.log", "logs/c.gz", "logs/ä.log",
      ]
    ),
    (["*/2026/*.log"], ["logs/2026/x.log"]),
    (["**/[xyz].log"], ["logs/2026/deep/y.log", "logs/2026/x.log"]),
    (["logs/2026/**"], ["logs/2026/deep/y.log", "logs/2026/x.log"]),
    (["logs/**/deep/**/*.log"], ["logs/2026/deep/y.log"]),
    (["logs/b.log", "logs/[ab].log"], ["logs/b.log", "logs/a.log"]),
    (["./logs//b.log", "logs/b.log"], ["./logs//b.log"]),
    (["logs/missing.log"], ["logs/missing.log"]),
    (["logs/*.zip"], ["no file matches 'logs/*.zip'"]),
    (["nowhere/*"], ["no file matches 'nowhere/*'"]),
    (["*"], ["no file matches '*'"]),
  ])
  func `patterns give files by the bytes of their paths, each once`(
    patterns: [String], expected: [String]
  ) throws {
    let folder = FilesSourceTests.filled()
    let path = OptionData.list(patterns.map { .text($0) })
    let source = try FilesSource(Setup(FilesSource.spec, ["path": path], folder: folder.path))
    #expect(source.names == expected)
    #expect(!source.isEndless)
  }

  @Test func `absolute patterns stay absolute`() throws {
    let folder = FilesSourceTests.filled()
    #expect(try files(folder, folder["logs/a.*"]).names == [folder["logs/a.log"]])
  }

  @Test func `a loop of links ends`() throws {
    let folder = FilesSourceTests.filled()
    symlink("..", folder["logs/2026/up"])
    #expect(try files(folder, "**/x.log").names == ["logs/2026/x.log"])
  }

  @Test func `a name that is no UTF-8 can be read and is shown by its bytes`() throws {
    let folder = Folder()
    let path = Array(folder["caf"].utf8CString.dropLast()) + [CChar(bitPattern: 0xE9), 0]
    close(open(path, O_CREAT | O_WRONLY, 0o600))
    let inputs = try files(folder, "caf*").inputs()
    #expect(inputs.map(\.name) == ["caf\\xE9"])
    #expect(Reading(inputs[0]).failure == nil)
  }

  @Test func `an input that cannot be opened fails alone`() throws {
    let folder = FilesSourceTests.filled()
    let inputs = try files(folder, "nope.log", "logs", "logs/2026/", "logs/a.log/x", "logs/a.log")
      .inputs()
    #expect(
      inputs.map { Reading($0).failure } == [
        "cannot open 'nope.log': no such file or directory",
        "cannot open 'logs': it is a folder; 'logs/*' reads its files",
        "cannot open 'logs/2026/': it is a folder; 'logs/2026/*' reads its files",
        "cannot open 'logs/a.log/x': not a directory",
        nil,
      ])
    #expect(Reading(inputs[4]).text == "logs/a.log")
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `what may not be read says so`() throws {
    let folder = FilesSourceTests.filled()
    chmod(folder["logs/a.log"], 0)
    chmod(folder["logs/2026"], 0)
    let input = try files(folder, "logs/a.log").inputs()[0]
    #expect(Reading(input).failure == "cannot open 'logs/a.log': permission denied")
    #expect(
      try files(folder, "logs/2026/*").names
        == ["cannot list the folder 'logs/2026': permission denied"])
    chmod(folder["logs/2026"], 0o700)
  }

  @Test func `a read error is a failure`() throws {
    // Reading one's own memory from address 0 gives EIO.
    let input = FileInput(path: FilePath(Array("/proc/self/mem".utf8)), root: "")
    #expect(Reading(input).failure == "cannot read '/proc/self/mem': input/output error")
  }

  @Test(arguments: [
    ([], "bad-value: 'path' lists no file"),
    ([""], "bad-value: a path of 'files' is empty"),
    (["a", "b\u{0}c"], "bad-value: a path of 'files' holds a zero byte"),
  ])
  func `paths that can be nothing are findings`(paths: [String], expected: String) {
    let findings = #expect(throws: Findings.self) {
      let path = OptionData.list(paths.map { .text($0) })
      _ = try FilesSource(Setup(FilesSource.spec, ["path": path]))
    }
    #expect(findings.map(FindingMessages.init)?.lines == [expected])
  }
}
