import Foundation
import Richline
import TestSupport
import Testing

@Suite struct `failed events that are tried again` {
  /// Two sources, a trunk, a branch of a branch, three sinks; stages fail for labels with letters.
  private func pipeline(trunk: String, side: String, deep: String) -> String {
    """
    version: 1
    sources:
      - { id: posts, use: files, path: in.requests, format: http_requests }
      - { id: hits, use: files, path: in.log, format: cloudfront }
    stages:
      - { id: trunk, use: picky, letters: "\(trunk)" }
      - { id: main, use: filter, keep: 'se_label != "aaa"' }
      - { id: side, from: trunk, use: picky, letters: "\(side)" }
      - { id: deep, from: side, use: picky, letters: "\(deep)" }
    sinks:
      - { id: all, use: files, path: all.ndjson, format: ndjson, if_exists: replace }
      - { id: aside, from: side, use: files, path: aside.ndjson, format: ndjson }
      - id: below
        from: deep
        use: files
        path: below.ndjson
        format: ndjson
        when: se_label > "c"
        if_exists: replace
      - { id: rejects, from: failed, use: files, path: failed.ndjson, if_exists: replace }
    """
  }

  private static let sinks = ["all.ndjson", "aside.ndjson", "below.ndjson"]

  private func filled() throws -> ReplayBed {
    let bed = try ReplayBed()
    var inputs = RandomRequests(SeededGenerator("replays"))
    try bed.write("in.requests", inputs.requests(400))
    try bed.write("in.log", inputs.hits(400))
    return bed
  }

  @Test func `run, mend, replay, mend, replay: what a run without failures gives`() throws {
    let bed = try filled()
    let good = pipeline(trunk: "", side: "", deep: "")
    try bed.run(good)
    let wanted = try Self.sinks.map(bed.lines)
    #expect(try bed.lines("failed.ndjson") == [])
    try bed.clean()

    try bed.run(pipeline(trunk: "ab", side: "cd", deep: "ef"))
    #expect(try bed.lines("failed.ndjson").count > 500)
    #expect(try Self.sinks.map(bed.lines) != wanted)
    // The branches are mended, but the trunk fails again for one of its letters.
    try bed.run(pipeline(trunk: "a", side: "", deep: ""), failed: ["failed.ndjson"])
    let second = try bed.objects("failed-2.ndjson")
    #expect(second.count > 100)
    #expect(second.allSatisfy { $0["attempts"] as? Int == 2 })
    #expect(second.allSatisfy { $0["id"] as? String == "trunk" })
    try bed.run(good, failed: ["failed-2.ndjson"])
    #expect(try Self.sinks.map(bed.lines) == wanted)
    #expect(!FileManager.default.fileExists(atPath: "\(bed.folder)/failed-3.ndjson"))
  }

  @Test func `who fails again tells of the place where the record stood first`() throws {
    let bed = try filled()
    let bad = pipeline(trunk: "ab", side: "cd", deep: "ef")
    try bed.run(bad)
    let before = try bed.objects("failed.ndjson")
    try bed.run(bad, failed: ["failed.ndjson"])
    let again = try bed.objects("failed-2.ndjson").filter { $0["attempts"] as? Int == 2 }
    func known(_ failed: [[String: Any]]) -> [String] {
      failed.map { one in
        ["source", "owed", "raw", "message", "event", "class", "id"].map {
          let value = one[$0].flatMap {
            try? JSONSerialization.data(
              withJSONObject: $0, options: [.sortedKeys, .fragmentsAllowed])
          }
          return String(decoding: value ?? Data(), as: UTF8.self)
        }.joined(separator: "|")
      }.sorted()
    }
    #expect(known(again) == known(before.filter { $0["attempts"] as? Int == 1 }))
    #expect(again.contains { ($0["source"] as? [String: Any])?["context"] != nil })
    #expect(again.contains { ($0["source"] as? [String: Any])?["part"] != nil })
  }

  @Test func `only those that are chosen are tried, and the books say what became of all`() throws {
    let bed = try filled()
    try bed.run(pipeline(trunk: "ab", side: "cd", deep: ""))
    let failed = try bed.objects("failed.ndjson")
    let chosen = failed.count { $0["id"] as? String == "side" }
    let good = pipeline(trunk: "", side: "", deep: "")
    let outcome = try bed.run(
      good, failed: ["failed.ndjson"], choosing: ReplayChoice(classes: ["plugin"], ids: ["side"]))
    #expect(
      outcome.report.last
        == "failed events \(failed.count) = replayed \(chosen)"
        + " + not chosen \(failed.count - chosen) + not replayable 0")
    #expect(try bed.lines("all-2.ndjson") == [])
    #expect(try bed.lines("aside-2.ndjson").count == chosen)
    let none = try bed.run(
      good, failed: ["failed.ndjson"], choosing: ReplayChoice(classes: ["parse"]))
    #expect(
      none.report.last
        == "failed events \(failed.count) = replayed 0 + not chosen \(failed.count)"
        + " + not replayable 0")
  }
}
