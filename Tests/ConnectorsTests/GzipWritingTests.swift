import StageKit
import Testing

@testable import Connectors

struct GzipWritingTests {
  private static let rows = (0..<60_000).map { "row \($0) \($0 &* 2_654_435_761 % 1_000_003)\n" }

  private func packed(
    _ pieces: [String], path: String = "x.gz", _ options: [String: OptionData] = [:]
  ) throws -> (folder: Folder, confirmed: UInt64) {
    let folder = Folder()
    let writer = try sink(folder, path, options).open(preamble: "heading\n")
    for piece in pieces {
      try writer.write(piece)
      try writer.flush()
    }
    #expect(writer.confirmed == 0)
    try writer.finish()
    return (folder, writer.confirmed)
  }

  @Test func `gzip reads what was packed`() throws {
    let text = GzipWritingTests.rows.joined()
    let (folder, confirmed) = try packed([text])
    #expect(confirmed == 60_000)
    #expect(try Program.run("/bin/gzip", ["-t", folder["x.gz"]]).code == 0)
    let output = try Program.run("/bin/gzip", ["-dc", folder["x.gz"]]).output
    #expect(output == Array("heading\n\(text)".utf8))
  }

  @Test(arguments: [1, 7, 1000])
  func `the bytes do not tell how the rows came`(count: Int) throws {
    let rows = GzipWritingTests.rows
    let pieces = stride(from: 0, to: rows.count, by: count).map {
      rows[$0..<min($0 + count, rows.count)].joined()
    }
    let whole = try packed([rows.joined()]).folder.bytes("x.gz")
    #expect(try packed(pieces).folder.bytes("x.gz") == whole)
  }

  @Test func `no rows are a whole file too`() throws {
    let folder = Folder()
    try sink(folder, "x.gz").open().finish()
    #expect(try Program.run("/bin/gzip", ["-dc", folder["x.gz"]]) == (0, []))
  }

  @Test(arguments: [
    ("x.gz", "auto", true), ("x.tsv", "auto", false), ("x.gz", "none", false),
    ("x.tsv", "gzip", true),
  ])
  func `what is packed`(path: String, compression: String, expected: Bool) throws {
    let folder = Folder()
    let sink = try sink(folder, path, ["compression": .text(compression)])
    try sink.open().finish()
    #expect(folder.bytes(path)?.starts(with: [0x1F, 0x8B]) == expected)
  }

  @Test func `a higher level gives fewer bytes`() throws {
    let text = GzipWritingTests.rows.joined()
    let sizes = try [1, 6, 9].map { level in
      try packed([text], ["level": .integer(level)]).folder.bytes("x.gz")?.count ?? 0
    }
    #expect(sizes[0] > sizes[1] && sizes[1] >= sizes[2] && sizes[2] > 0)
  }
}
