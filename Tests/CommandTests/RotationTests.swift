import Foundation
import Testing

@Suite struct `parts of files` {
  static func pipeline(_ path: String, _ rotate: String, format: String = "ndjson") -> String {
    """
    version: 1
    sources: [{ use: stdin, format: ndjson, fields: { n: n } }]
    sinks:
      - { id: out, use: files, path: "\(path)", format: \(format), rotate: \(rotate) }
      - { id: bad, from: failed, use: files, path: bad.ndjson }
    """
  }

  static func lines(_ numbers: Range<Int>) -> String {
    numbers.map { "{\"n\":\"\($0)\"}\n" }.joined()
  }

  @Test(arguments: [
    ("out/{part}.ndjson", ["out/1.ndjson", "out/2.ndjson", "out/3.ndjson"]),
    (
      "out/{run}/p{part}.ndjson.gz",
      [
        "out/2026-11-21-23-12-24/p1.ndjson.gz", "out/2026-11-21-23-12-24/p2.ndjson.gz",
        "out/2026-11-21-23-12-24/p3.ndjson.gz",
      ]
    ),
  ])
  func `get their names when they are large enough`(path: String, names: [String]) throws {
    let bed = try Bed(["p.yaml": Self.pipeline(path, "{ size: 1kB }")])
    let child = try bed.start(["run", "p.yaml", "--now", "2026-11-21T23:12:24Z"])
    // Packed, numbers take less room: many of them fill a part in any case.
    for (round, name) in names.dropLast().enumerated() {
      child.put(Self.lines(round * 100_000..<(round + 1) * 100_000))
      // The next rows end the part.
      #expect(
        Child.wait {
          child.put(Self.lines(0..<1)); return bed.isThere(name)
        })
    }
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0, "\(ended.err)")
    #expect(Set(names).isSubset(of: bed.names))
    #expect(bed.leftovers == [])
  }

  @Test func `get their names when they are old enough, though nothing comes`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline("out-{part}.ndjson", "{ every: 100ms }")])
    let child = try bed.start(["run", "p.yaml"])
    for part in 1...3 {
      child.put(Self.lines(part..<part + 1))
      #expect(Child.wait { bed.text("out-\(part).ndjson") == Self.lines(part..<part + 1) })
    }
    child.closeInput()
    #expect(try child.end().code == 0)
    #expect(bed.names.filter { $0.hasPrefix("out-") }.count == 3)
  }

  @Test func `have each the heading of the format`() throws {
    let format = "{ use: tsv, columns: [n], header: true }"
    let bed = try Bed([
      "p.yaml": Self.pipeline("out-{part}.tsv", "{ every: 100ms }", format: format)
    ])
    let child = try bed.start(["run", "p.yaml"])
    for part in 1...2 {
      child.put(Self.lines(part..<part + 1))
      #expect(Child.wait { bed.text("out-\(part).tsv") == "n\n\(part)\n" })
    }
    child.closeInput()
    let ended = try child.end()
    #expect(ended.err.contains("out    events 2 = written 2 "))
  }
}
