import Foundation
import Testing

@Suite struct `what check looks at and how it tells` {
  @Test func `a SARIF log is one document, of a good file too`() throws {
    let bed = try Bed(["bad.yaml": `check`.bad, "good.yaml": Pipelines.plain])
    let bad = try bed.run("check", "bad.yaml", "--format", "sarif")
    #expect((bad.code, bad.err) == (1, ""))
    let log = try Bed.object(bad.out)
    let runs = try #require(log["runs"] as? [[String: Any]])
    let results = try #require(runs[0]["results"] as? [[String: Any]])
    #expect(results.map { $0["ruleId"] as? String } == ["unknown-plugin", "unknown-option"])
    #expect(
      bad.out.contains("\"shortDescription\":{\"text\":\"nothing of this kind has this name\"}"))
    let good = try bed.run("check", "good.yaml", "--format", "sarif")
    #expect((good.code, good.err) == (0, ""))
    #expect(good.out.contains("\"results\": []"))
    let none = try bed.run("check", "none.yaml", "--format", "sarif")
    #expect((none.code, none.err) == (3, ""))
    #expect(none.out.contains("\"ruleId\":\"unreadable\""))
  }

  @Test func `headers of databases are looked at; all of them with --open, none with --offline`()
    throws
  {
    let bed = try Bed(["p.yaml": `lookups that cannot be opened`.geo])
    func codes() throws -> [Int32] {
      try [[], ["--open"], ["--offline"]].map {
        try bed.start(["check", "p.yaml"] + $0, input: "/dev/null").end().code
      }
    }
    #expect(try codes() == [1, 1, 0], "no file")
    try bed.write("cities.mmdb", "no database\n")
    #expect(try codes() == [1, 1, 0], "no database")
    let good = try #require(FileManager.default.contents(atPath: Program.cities))
    try bed.write("cities.mmdb", Array(good))
    #expect(try codes() == [0, 0, 0])
    // A tree that points anywhere; what the database says of itself is whole.
    var damaged = Array(good)
    for place in 0..<64 { damaged[place] = 0xFF }
    try bed.write("cities.mmdb", damaged)
    #expect(try codes() == [0, 1, 0], "damaged")
    let both = try bed.run("check", "p.yaml", "--open", "--offline")
    #expect(both.code == 2)
    #expect(both.err.hasPrefix("Error: '--open' and '--offline' exclude each other"))
  }

  @Test func `warnings are mistakes when they are denied`() throws {
    let bed = try Bed(["p.yaml": Self.noted])
    #expect(try bed.run("check", "p.yaml").code == 0)
    #expect(try bed.run("check", "p.yaml", "--deny-warnings").code == 0, "notes are none")
    try bed.write("w.yaml", Self.unfinished)
    let warned = try bed.run("check", "w.yaml")
    #expect(warned.code == 0)
    #expect(warned.err.contains("warning[yaml-comment-in-value]"))
    let denied = try bed.run("check", "w.yaml", "--deny-warnings")
    #expect((denied.code, denied.out, denied.err) == (1, "", warned.err))
  }

  static let noted = """
    version: 1
    sources: [{ use: stdin, format: ndjson }]
    sinks: [{ use: stdout, format: ndjson }]
    """

  /// The text of `about` ends like an expression that was cut.
  static let unfinished = """
    version: 1
    sources: [{ use: stdin, format: ndjson }]
    stages:
      - use: anonymize_ip
        about: hide some ( #2 of 3)
    sinks:
      - { use: stdout, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
}
