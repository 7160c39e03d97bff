import Foundation
import Testing

@Suite struct `events that are split` {
  private static func pipeline(_ ratio: String) -> String {
    """
    version: 1
    sources:
      - { use: files, path: in.ndjson, format: ndjson, fields: { items: { from: items, type: json } } }
    stages:
      - use: explode
        list: items
        fields: { sku: { from: sku, type: text }, price: { from: price, type: integer } }
      - { use: set, fields: { ratio: \(ratio) } }
      - { id: dear, use: filter, keep: price > 10 }
    sinks:
      - { id: all, from: set, use: files, path: all.ndjson, format: ndjson, if_exists: number }
      - { id: dear-ones, use: files, path: dear.ndjson, format: ndjson, if_exists: number }
      - { id: bad, from: failed, use: files, path: bad.ndjson, if_exists: number }
    """
  }

  private func bed(_ ratio: String) throws -> Bed {
    let bed = try Bed(["p.yaml": Self.pipeline(ratio)])
    let orders = (0..<400).map { n in
      let items = (0..<n % 5).map { "{\"sku\":\"s\(n)-\($0)\",\"price\":\((n + $0) % 23)}" }
      return "{\"event_id\":\"e\(n)\",\"items\":[\(items.joined(separator: ","))]}"
    }
    try bed.write("in.ndjson", orders.joined(separator: "\n") + "\n")
    return bed
  }

  @Test func `what failed, piece by piece, and is tried again, is as if it had not failed`() throws
  {
    let whole = try bed("100 / (price + 1)")
    #expect(try whole.run("run", "p.yaml").code == 0)
    let bed = try bed("100 / (price % 7)")
    let first = try bed.run("run", "p.yaml")
    #expect(first.code == 0)
    #expect(first.err.contains("events 400 + split off 480 = written"))
    let failed = try bed.objects("bad.ndjson")
    #expect(failed.count > 100)
    for one in failed {
      let source = try #require(one["source"] as? [String: Any])
      let pieces = try #require(source["pieces"] as? [[Int]])
      #expect(pieces.count == 1 && pieces[0][0] <= pieces[0][1])
    }
    try bed.write("p.yaml", Self.pipeline("100 / (price + 1)"))
    let second = try bed.run("replay", "p.yaml", "bad.ndjson")
    #expect(second.code == 0, "\(second.err)")
    for name in ["all", "dear"] {
      let ids = try (bed.objects("\(name).ndjson") + bed.objects("\(name)-2.ndjson"))
        .map { "\($0["event_id"] ?? "") \($0["sku"] ?? "")" }
      let wanted = try whole.objects("\(name).ndjson")
        .map { "\($0["event_id"] ?? "") \($0["sku"] ?? "")" }
      #expect(ids.sorted() == wanted.sorted())
      #expect(Set(ids).count == ids.count)
    }
  }

  @Test func `a list that has changed its length is told`() throws {
    let bed = try bed("100 / (price % 7)")
    #expect(try bed.run("run", "p.yaml").code == 0)
    let shorter = bed.text("bad.ndjson").replacingOccurrences(
      of: "\\\"items\\\":[", with: "\\\"items\\\":[{\\\"price\\\":1},")
    try bed.write("bad2.ndjson", shorter)
    let ended = try bed.run("replay", "p.yaml", "bad2.ndjson")
    #expect(ended.code == 0, "\(ended.err)")
    let again = try bed.objects("bad-2.ndjson")
    #expect(again.count == bed.lines("bad2.ndjson").count)
    let message = try #require(again.first?["message"] as? String)
    #expect(message.hasPrefix("piece ") && message.hasSuffix(" by now"), "\(message)")
  }
}
