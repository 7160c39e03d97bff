import Foundation
import Testing

@Suite struct `packed files` {
  static let pipeline = """
    version: 1
    sources:
      - { use: files, path: in/*, format: ndjson, fields: { n: { from: n, type: integer }, pad: pad } }
    sinks:
      - { id: a, use: files, path: "out/{part}.ndjson.zst", format: ndjson, only: [n, pad], rotate: { size: 500kB } }
      - { id: b, use: files, path: out/b.ndjson.gz, format: ndjson, only: [n], level: 1 }
      - { id: bad, from: failed, use: files, path: out/bad.ndjson.gz }
    """

  /// Three inputs, one of each kind, with lines that fail.
  private func bed() throws -> Bed {
    let bed = try Bed(["p.yaml": Self.pipeline])
    for file in 0..<3 {
      let lines = (0..<60_000).map { line in
        let pad = String(UInt64(line) &* 0x9e37_79b9_7f4a_7c15 >> 3, radix: 36)
        return line % 500 == 3 ? "broken \(line)" : "{\"n\":\(line),\"pad\":\"\(pad)\"}"
      }
      try bed.write("in/\(file)", lines.joined(separator: "\n") + "\n")
    }
    #expect(try bed.shell("gzip in/1 && mv in/1.gz in/1").code == 0)
    let packing = """
      version: 1
      sources: [{ use: files, path: in/2, format: ndjson }]
      sinks:
        - { id: a, use: files, path: packed.zst, format: ndjson }
        - { id: b, from: failed, use: files, path: broken }
      """
    try bed.write("packing.yaml", packing)
    #expect(try bed.run("run", "packing.yaml").code == 0)
    #expect(try bed.shell("mv packed.zst in/2").code == 0)
    return bed
  }

  @Test func `have the same bytes, however many workers there are`() throws {
    let bed = try bed()
    var expected: [String: Data] = [:]
    for workers in ["1", "2", "5"] {
      let now = "2026-11-21T23:12:24Z"
      let ended = try bed.run("run", "p.yaml", "--workers", workers, "--now", now)
      #expect(ended.code == 0, "\(ended.err)")
      let names = bed.names.filter { $0.hasPrefix("out/") }
      var files: [String: Data] = [:]
      for name in names { files[name] = FileManager.default.contents(atPath: bed.path(name)) }
      #expect(names.count > 3 && bed.leftovers == [])
      if expected.isEmpty { expected = files }
      #expect(files == expected, "\(workers) workers")
      #expect(try bed.shell("gzip -t out/*.gz && rm -r out").code == 0)
    }
  }

  @Test func `a packed input that breaks off is kept as far as it goes`() throws {
    let bed = try bed()
    let whole = try bed.shell("zcat in/1 | head -c 1000000 | gzip > in/0").code
    #expect(whole == 0)
    for name in ["0", "2"] {
      #expect(try bed.shell("truncate -s -1000 in/\(name)").code == 0)
    }
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 5)
    #expect(ended.err.contains("'in/0' is cut off: the gzip stream ends in the middle"))
    #expect(ended.err.contains("'in/2' is cut off: the zstd stream ends in the middle"))
  }
}
