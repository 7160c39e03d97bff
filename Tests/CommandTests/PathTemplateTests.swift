import Foundation
import Testing

@Suite struct `paths with expressions` {
  private static func pipeline(_ path: String, more: String = "") -> String {
    """
    version: 1
    sources:
      - use: files
        path: in/*
        format: ndjson
        fields: { n: { from: n, type: integer }, shop: shop, at: { from: at, type: timestamp } }
    sinks:
      - id: out
        use: files
        path: '\(path)'
        format: { use: tsv, columns: [n] }
        \(more)
      - { id: bad, from: failed, use: files, path: bad.ndjson }
    """
  }

  private func bed(_ path: String, more: String = "", lines: [String]) throws -> Bed {
    let bed = try Bed(["p.yaml": Self.pipeline(path, more: more)])
    try bed.write("in/0.ndjson", lines.joined(separator: "\n") + "\n")
    return bed
  }

  private func files(_ bed: Bed) -> [String: String] {
    let names = bed.names.filter { $0.hasPrefix("out/") }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, bed.text($0)) })
  }

  @Test func `the day and the kind of an event choose its file`() throws {
    let bed = try bed(
      #"out/{date(at)}/{n > 2 ? "large" : "small"}-{part}.tsv"#,
      lines: [
        #"{"n":1,"at":"2026-11-21T23:59:59Z"}"#, #"{"n":5,"at":"2026-11-21T10:00:00Z"}"#,
        #"{"n":2,"at":"2026-11-22T00:00:00Z"}"#, #"{"n":0,"at":"2026-11-21T00:00:00Z"}"#,
      ])
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 0, "\(ended.err)")
    #expect(
      files(bed) == [
        "out/2026-11-21/small-1.tsv": "1\n0\n", "out/2026-11-21/large-2.tsv": "5\n",
        "out/2026-11-22/small-3.tsv": "2\n",
      ])
  }

  @Test func `an event whose path is none fails`() throws {
    let long = String(repeating: "x", count: 201)
    let values = [
      "null", "\"\"", "\"a/b\"", "\"..\"", "\"a..b\"", "\"a\\nb\"", "\"\(long)\"", "\".\"",
      "\"ok\"",
    ]
    let bed = try bed(
      "out/{shop}/{part}.tsv",
      lines: values.enumerated().map { "{\"n\":\($0.offset),\"shop\":\($0.element)}" })
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 0, "\(ended.err)")
    #expect(files(bed) == ["out/ok/1.tsv": "8\n"])
    #expect(ended.err.contains("out    events 9 = written 1 + filtered 0 + failed 8 + dropped 0"))
    let failed = try bed.objects("bad.ndjson")
    #expect(
      failed.compactMap { $0["message"] as? String } == [
        "a part of the path is null", "a part of the path is null",
        "the part 'a/b' of the path holds '/'", "the part '..' of the path holds '..'",
        "the part 'a..b' of the path holds '..'",
        "a part of the path holds a control character",
        "a name in the path has 201 bytes, and 200 are the limit", "a name in the path is '.'",
      ])
    #expect(failed.allSatisfy { $0["class"] as? String == "expression" })
    #expect(
      failed.allSatisfy { $0["owed"] as? [String] == ["out"] && $0["id"] as? String == "out" })
  }

  @Test func `files are the same whatever the number of workers`() throws {
    // Several blocks of input, more names than may be open.
    let pad = String(repeating: "x", count: 400)
    let lines = (0..<9000).map { n in
      "{\"n\":\(n),\"shop\":\"s\((n &* 2_654_435_761) >> 3 & 63 < 60 ? n / 900 : n % 7)\",\"pad\":\"\(pad)\"}"
    }
    var results: [[String: String]] = []
    for workers in [1, 2, 4] {
      let bed = try bed(
        "out/{shop}/{run}-{part}.tsv.gz", more: "max_open: 4", lines: lines)
      let ended = try bed.run(
        "run", "p.yaml", "--now", "2026-11-21T23:12:24Z", "--workers", "\(workers)")
      #expect(ended.code == 0, "\(ended.err)")
      results.append(files(bed))
    }
    #expect(results[0].count > 60)
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test func `a replay gives files that were not there`() throws {
    let bed = try bed(
      "out/{shop}/{10 / n}-{part}.tsv", lines: [#"{"n":0,"shop":"a"}"#, #"{"n":5,"shop":"a"}"#])
    #expect(try bed.run("run", "p.yaml").code == 0)
    #expect(files(bed) == ["out/a/2-1.tsv": "5\n"])
    try bed.write("p.yaml", Self.pipeline("out/{shop}/{part}.tsv"))
    let ended = try bed.run("replay", "p.yaml", "bad.ndjson")
    #expect(ended.code == 0, "\(ended.err)")
    #expect(files(bed) == ["out/a/2-1.tsv": "5\n", "out/a/1.tsv": "0\n"])
  }
}
