import Foundation
import Testing

@Suite struct `a queue of folders` {
  static func pipeline(_ run: String) -> String {
    """
    version: 1
    sources:
      - { id: queue, use: files, queue: { in: q/in, processing: q/work, archive: q/done }, format: ndjson }
    sinks:
      - { id: good, use: files, path: "out/good/run={run}/part-{part}.ndjson", format: ndjson, success_file: true }
      - { id: bad, from: failed, use: files, path: "out/bad/run={run}/part-{part}.ndjson", success_file: true }
    \(run)
    """
  }

  static let checkpoint = "run: { checkpoint: { path: state, size: 1MB }, workers: 1, memory: 8MB }"
  static let now = ["--now", "2026-11-21T23:12:24Z", "--quiet"]
  static let name = "run=2026-11-21-23-12-24"

  private func names(_ bed: Bed, _ folder: String) -> [String] {
    bed.names.filter { $0.hasPrefix(folder) && !$0.hasSuffix(".lock") }
  }

  @Test(arguments: ["", checkpoint]) func `files go from folder to folder`(run: String) throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline(run), "q/in/a.log": "{\"app_id\":\"a\"}\n", "q/in/b.log": "broken\n",
    ])
    let ended = try bed.start(["run", "p.yaml"] + Self.now, input: "/dev/null").end()
    #expect((ended.code, ended.err) == (0, ""))
    let run = Self.name
    #expect(
      names(bed, "q/") == ["q/done/\(run)/_SUCCESS", "q/done/\(run)/a.log", "q/done/\(run)/b.log"])
    #expect(
      names(bed, "out/") == [
        "out/bad/\(run)/_SUCCESS", "out/bad/\(run)/part-1.ndjson",
        "out/good/\(run)/_SUCCESS", "out/good/\(run)/part-1.ndjson",
      ])
    #expect(bed.text("out/good/\(run)/part-1.ndjson") == "{\"app_id\":\"a\"}\n")
    #expect(bed.text("out/good/\(run)/_SUCCESS") == "")
  }

  @Test func `a run that had trouble has no _SUCCESS`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline("")])
    #expect(try bed.shell("mkdir -p q/in; seq 9 | gzip | head -c 20 > q/in/cut.gz").code == 0)
    let ended = try bed.start(["run", "p.yaml"] + Self.now, input: "/dev/null").end()
    #expect(ended.code == 5)
    #expect(!names(bed, "out/").contains { $0.hasSuffix("_SUCCESS") })
  }

  @Test(arguments: [
    "files-synced:1", "journal-written:2", "names-given:2", "state-written:1", "committed:2",
    "committed:5",
  ])
  func `a run that is killed is ended by the next, each event is there once`(step: String) throws {
    let bed = try Bed(["p.yaml": Self.pipeline(Self.checkpoint)])
    let filler = String(repeating: "x", count: 1000)
    for file in 0..<5 {
      let lines = (0..<2000).map { "{\"app_id\":\"\(file * 2000 + $0)\",\"f\":\"\(filler)\"}\n" }
      try bed.write("q/in/\(file).log", lines.joined())
    }
    let killed = try bed.start(
      ["run", "p.yaml"], input: "/dev/null", environment: ["RICHLINE_KILL_AT": step]
    ).end()
    #expect(killed.code == 137)
    #expect(!bed.names.contains { $0.hasSuffix("_SUCCESS") })
    try bed.write("q/in/later.log", "{\"app_id\":\"10000\"}\n")
    let ended = try bed.run("run", "--quiet", "p.yaml")
    #expect((ended.code, ended.err) == (0, ""))
    let numbers = names(bed, "out/good").flatMap(bed.lines).compactMap { line in
      Int(line.prefix { $0 != "," }.filter(\.isNumber))
    }
    #expect(numbers.sorted() == Array(0...10_000))
    let moved = names(bed, "q/").map { ($0 as NSString).lastPathComponent }
    #expect(moved == ["0.log", "1.log", "2.log", "3.log", "4.log", "_SUCCESS", "later.log"])
    #expect(names(bed, "out/good").filter { $0.hasSuffix("_SUCCESS") }.count == 1)
    #expect(bed.leftovers == [])
  }
}
