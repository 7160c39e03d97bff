import Foundation
import Testing

@Suite struct `a record that kills the program` {
  static let pipeline = """
    version: 1
    sources:
      - { use: files, path: in/*, format: ndjson, fields: { n: { from: n, type: integer } } }
    sinks:
      - { id: all, use: files, path: "out/all-{part}.ndjson", format: ndjson, only: [n] }
      - { id: bad, from: failed, use: files, path: "out/bad-{part}.ndjson" }
    run: { checkpoint: { path: state, size: 10kB, every: 1h }, workers: 2 }
    """

  @Test func `is found, and goes to the failed sinks as it came`() throws {
    let lines = (0..<900).map { "{\"n\":\($0)\($0 == 517 ? ",\"x\":\"deadly\"" : "")}" }
    let bed = try Bed([
      "p.yaml": Self.pipeline, "in/a.ndjson": lines.joined(separator: "\n") + "\n",
    ])
    var codes: [Int32] = []
    while codes.last != 0, codes.count < 12 {
      let ended = try bed.run("run", "p.yaml", environment: ["RICHLINE_DIE_OF": "deadly"])
      codes.append(ended.code)
    }
    // Three starts, three times alone, and the end.
    #expect(codes == [137, 137, 137, 137, 137, 137, 0])
    let written = bed.names.filter { $0.hasPrefix("out/all-") }.flatMap(bed.lines)
    #expect(Set(written) == Set((0..<900).filter { $0 != 517 }.map { "{\"n\":\($0)}" }))
    #expect(written.count == 899)
    let failed = try bed.names.filter { $0.hasPrefix("out/bad-") }.flatMap(bed.objects)
    #expect(failed.count == 1)
    #expect(failed.first?["class"] as? String == "poison")
    #expect(failed.first?["raw"] as? String == lines[517])
    #expect((failed.first?["source"] as? [String: Any])?["line"] as? Int == 518)
  }

  @Test func `runs that end in an orderly way are no suspects`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline])
    try bed.write("in/a.ndjson", "{\"n\":1}\n")
    try bed.write("out", "no folder")
    for _ in 0..<5 {
      let ended = try bed.run("run", "p.yaml")
      #expect(ended.code == 5)
      #expect(!ended.err.contains("one by one"))
    }
  }
}

@Suite struct `targets that refuse for the moment` {
  @Test func `are tried again as the pipeline says`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      sinks:
        - { id: out, use: files, path: /dev/full, format: ndjson, retry: { times: 2, wait: 10ms } }
        - { id: bad, from: failed, use: files, path: bad.ndjson }
      """
    ])
    let ended = try bed.run("run", "p.yaml", stdin: "{\"a\":1}\n")
    #expect(ended.code == 5)
    let words = "cannot write '/dev/full': no space left on device"
    let lines = ended.err.split(separator: "\n").map { line in
      line.replacing(#/waits \d+ ms/#, with: "waits")
    }
    #expect(
      lines == [
        "richline: 'out' waits: \(words)", "richline: 'out' waits: \(words)", "richline: \(words)",
      ])
  }

  @Test func `of failed events end the run with nothing acknowledged`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: files, path: in.ndjson, format: ndjson }]
      sinks:
        - { id: out, use: files, path: "out/{part}.ndjson", format: ndjson, only: [event_id] }
        - { id: bad, from: failed, use: files, path: "bad/{part}.ndjson" }
      run: { checkpoint: state }
      """, "bad": "no folder\n",
    ])
    let lines = (0..<5000).map { $0 % 100 == 99 ? "broken \($0)" : "{\"event_id\":\"\($0)\"}" }
    try bed.write("in.ndjson", lines.map { $0 + "\n" }.joined())
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 5)
    #expect(ended.err.contains("'bad/1.ndjson'"), "\(ended.err)")
    #expect(!bed.names.contains { $0.hasPrefix("out/") && !$0.hasSuffix(".tmp") }, "\(bed.names)")
    _ = try bed.shell("rm bad; mkdir bad")
    #expect(try bed.run("run", "p.yaml").code == 0)
    let good = bed.names.filter { $0.hasPrefix("out/") }.flatMap(bed.lines)
    #expect(good.sorted() == lines.filter { $0.hasPrefix("{") }.sorted())
    let raws = try bed.names.filter { $0.hasPrefix("bad/") }.flatMap(bed.objects)
      .compactMap { $0["raw"] as? String }
    #expect(raws.sorted() == lines.filter { $0.hasPrefix("b") }.sorted())
  }

  @Test func `may be waited for until the run is stopped`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      sinks:
        - { id: out, use: files, path: /dev/full, format: ndjson, retry: { wait: 10ms } }
        - { id: bad, from: failed, use: files, path: bad.ndjson }
      """
    ])
    let child = try bed.start(["run", "p.yaml"])
    child.put("{\"a\":1}\n")
    #expect(Child.wait { child.err.split(separator: "\n").count > 4 })
    child.send(SIGTERM)
    let ended = try child.end()
    #expect(ended.code == 5)
    #expect(ended.err.hasSuffix("richline: cannot write '/dev/full': no space left on device\n"))
  }
}
