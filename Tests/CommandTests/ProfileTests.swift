import Foundation
import Testing

@Suite struct `run --profile` {
  @Test func `names every part, with its events and bytes`() throws {
    let lines = (1...3000).map { "{\"a\":\"\($0)\"}\n" }.joined()
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ id: in, use: stdin, format: ndjson, fields: { a: a } }]
      stages: [{ id: b, use: set, fields: { b: a } }, { id: odd, use: filter, keep: 'a != "7"' }]
      sinks:
        - { id: out, use: stdout, format: ndjson, only: [b] }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """
    ])
    let ended = try bed.run("run", "p.yaml", "--profile", "--report", "r.json", stdin: lines)
    #expect(ended.code == 0)
    #expect(ended.err.contains("\nprofile: "))
    let report = try Bed.object(bed.text("r.json"))
    let profile = try #require(report["profile"] as? [String: Any])
    let parts = try #require(profile["parts"] as? [[String: Any]])
    let names = parts.map { "\($0["kind"] ?? "") \($0["id"] ?? "") \($0["use"] ?? "")" }
    #expect(
      names == [
        "source in stdin", "format in ndjson", "stage b set", "stage odd filter",
        "format out ndjson", "sink out stdout", "sink rejects files",
      ])
    #expect(parts.map { $0["events"] as? Int } == [3000, 3000, 3000, 3000, 2999, 2999, 0])
    let bytes = parts.map { $0["bytes"] as? Int }
    #expect(bytes[0] == lines.utf8.count && bytes[1] == lines.utf8.count)
    #expect(bytes[4] == ended.out.utf8.count && bytes[5] == ended.out.utf8.count)
    #expect(parts.prefix(6).allSatisfy { ($0["nanoseconds"] as? Int ?? 0) > 0 })
    _ = try bed.shell("rm failed.ndjson")
    let plain = try bed.run("run", "p.yaml", "--report", "r.json", stdin: lines)
    #expect(!plain.err.contains("profile"))
    #expect(try Bed.object(bed.text("r.json"))["profile"] == nil)
  }

  @Test func `tells how many records of a database were remembered`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      lookups:
        cities: { use: mmdb, path: \(Program.root)/enrichments/IPLookup/data/sample-city.mmdb }
      sources: [{ use: stdin, format: ndjson, fields: { user_ipaddress: ip } }]
      stages: [{ use: ip_lookup, geo: cities }]
      sinks:
        - { use: stdout, format: ndjson, only: [geo_country] }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """
    ])
    // Three of one record, two of another, one of none.
    let addresses = ["192.0.2.1", "192.0.2.1", "192.0.2.161"]
    let lines = (addresses + addresses.dropFirst() + ["10.0.0.1"]).map { "{\"ip\":\"\($0)\"}\n" }
    let ended = try bed.run(
      "run", "--workers", "1", "p.yaml", "--profile", stdin: lines.joined())
    #expect(ended.code == 0)
    #expect(ended.err.contains("ip_lookup: geo records 5, geo remembered 3 (60.0 %)\n"))
    #expect(ended.err.contains("geo records 5, geo remembered 60.0 % of 5\n"))
  }
}
