import Foundation
import Packing
import StageKit
import TestSupport
import Testing

@testable import Connectors

struct PackedWritingTests {
  /// Several pieces of every format.
  private static let rows = (0..<450_000).map { "row \($0) \($0 &* 2_654_435_761 % 1_000_003)\n" }

  private func written(
    _ pieces: [String], path: String, crew: any Crew = OwnThread(),
    _ options: [String: OptionData] = [:]
  ) throws -> [UInt8] {
    let folder = Folder()
    var run = SinkRun()
    run.preamble = Array("heading\n".utf8)
    run.crew = crew
    let writer = try sink(folder, path, options).open(run)
    for (number, piece) in pieces.enumerated() {
      try writer.write(piece)
      if number % 3 == 0 { try writer.flush() }
    }
    try writer.finish()
    #expect(writer.confirmed == UInt64(pieces.joined().utf8.count { $0 == 10 }))
    return folder.bytes(path) ?? []
  }

  @Test(arguments: ["x.gz", "x.zst"])
  func `the bytes tell neither how the rows came nor who packed them`(path: String) throws {
    var random = SeededGenerator("the bytes tell neither")
    let rows = PackedWritingTests.rows
    let whole = try written([rows.joined()], path: path)
    for size in [1, 2, 5] {
      var pieces: [String] = []
      var place = 0
      while place < rows.count {
        let end = min(place + 1 + Int(random.next() % 30_000), rows.count)
        pieces.append(rows[place..<end].joined())
        place = end
      }
      #expect(try written(pieces, path: path, crew: RandomCrew(size: size)) == whole)
    }
  }

  @Test(arguments: ["x.gz", "x.zst"])
  func `what is written is read`(path: String) throws {
    let text = PackedWritingTests.rows.joined()
    let folder = Folder()
    folder.write(path, try written([text], path: path, crew: RandomCrew(size: 3)))
    let reading = Reading(try files(folder, path).inputs()[0])
    #expect(reading.failure == nil)
    #expect(reading.text == "heading\n" + text)
  }

  @Test(arguments: ["x.gz", "x.zst"])
  func `no rows are a whole file too`(path: String) throws {
    let folder = Folder()
    try sink(folder, path).open().finish()
    #expect(folder.bytes(path)?.isEmpty == false)
    let reading = Reading(try files(folder, path).inputs()[0])
    #expect(reading.failure == nil && reading.bytes == [])
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zstd")))
  func `the program zstd reads it`() throws {
    let folder = Folder()
    folder.write("x.zst", try written([PackedWritingTests.rows.joined()], path: "x.zst"))
    #expect(try Program.run("/usr/bin/zstd", ["-tq", folder["x.zst"]]).code == 0)
    let output = try Program.run("/usr/bin/zstd", ["-dcq", folder["x.zst"]]).output
    #expect(output == Array("heading\n\(PackedWritingTests.rows.joined())".utf8))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func `gzip of Python and zcat read it`() throws {
    let folder = Folder()
    folder.write("x.gz", try written([PackedWritingTests.rows.joined()], path: "x.gz"))
    let expected = Array("heading\n\(PackedWritingTests.rows.joined())".utf8)
    let script = "import gzip, sys; sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())"
    #expect(try Program.run("/usr/bin/python3", ["-c", script, folder["x.gz"]]).output == expected)
    #expect(try Program.run("/bin/zcat", [folder["x.gz"]]).output == expected)
  }

  /// Each piece begins anew: what that costs.
  @Test(arguments: [("x.gz", PackedFormat.gzip), ("x.zst", .zstd)])
  func `pieces are hardly larger than one stream`(path: String, format: PackedFormat) throws {
    let text = PackedWritingTests.rows.joined()
    let (pieces, one) = (try written([text], path: path).count, Packed.bytes(text, format).count)
    #expect(Double(pieces) < Double(one) * 1.04, "\(pieces) against \(one) bytes")
  }

  @Test(arguments: ["gzip", "zstd"])
  func `a full disk is a failure, and stays one`(compression: String) throws {
    let folder = Folder()
    var run = SinkRun()
    run.crew = RandomCrew(size: 2)
    let writer = try sink(folder, "/dev/full", ["compression": .text(compression)]).open(run)
    let expected = "cannot write '/dev/full': no space left on device"
    let rows = PackedWritingTests.rows.joined()
    #expect(message { for _ in 0..<8 { try writer.write(rows) } } == expected)
    #expect(message { try writer.finish() } == expected)
    #expect(writer.confirmed == 0)
    writer.abort()
  }

  @Test func `a target may be given up while pieces are packed`() throws {
    let folder = Folder()
    var run = SinkRun()
    run.crew = RandomCrew(size: 4)
    let writer = try sink(folder, "x.zst").open(run)
    try writer.write(PackedWritingTests.rows.joined())
    writer.abort()
    #expect(folder.names == [])
  }

  @Test(arguments: [1, 3, 4])
  func `parts end where they ended, whoever packs`(size: Int) throws {
    func parts(_ crew: any Crew) throws -> [[UInt8]?] {
      let folder = Folder()
      var run = SinkRun()
      run.rotation = Rotation(size: 600_000)
      run.crew = crew
      let writer = try sink(folder, "x{part}.zst").open(run)
      for start in stride(from: 0, to: 450_000, by: 9000) {
        try writer.write(PackedWritingTests.rows[start..<start + 9000].joined())
      }
      try writer.finish()
      return folder.names.map { folder.bytes($0) }
    }
    let expected = try parts(OwnThread())
    #expect(expected.count > 1)
    #expect(try parts(RandomCrew(size: size)) == expected)
  }

  @Test(arguments: [
    ("x.gz", 10, "bad-value: gzip has no level 10"), ("x.zst", 19, nil), ("x.tsv", 19, nil),
  ])
  func `levels belong to formats`(path: String, level: Int, expected: String?) throws {
    var words: String?
    do throws(Findings) {
      _ = try FilesSink(
        Setup(FilesSink.spec, ["path": .text(path), "level": .integer(level)]))
    } catch { words = FindingMessages(error).lines.first }
    #expect(words == expected)
  }
}
