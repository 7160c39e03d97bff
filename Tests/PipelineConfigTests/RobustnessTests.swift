import DiagnosticKit
import PipelineConfig
import Testing

@Suite struct `no text can break the checker` {
  static let sample = """
    # Every key of the language.
    version: 1

    lookups:
      cities: { use: mmdb, path: GeoLite2-City.mmdb }
      agents: { use: uap, path: "regexes.yaml" }

    sources:
      - id: pixel
        use: files
        path: [logs/*.gz, "late/[0-9].log"]
        format: cloudfront
      - id: own
        about: our own events
        use: files
        path: own.ndjson
        format: { use: ndjson, invalid: empty }
        fields:
          revenue: { from: order.total, type: decimal, required: true }
          visitor: visitor.id
        others: drop

    stages:
      - use: ip_lookup
        geo: cities
      - use: user_agent_parser
        lookup: agents
      - id: channel
        use: set
        when: platform == "web" && (txn_id >= 5 || !br_cookies)
        on_error: continue
        fields:
          channel: |
            mkt_medium
          env: '"prod"'
      - id: private
        from: channel
        use: anonymize_ip
        octets: 2

    sinks:
      - use: files
        from: channel
        path: out/events-{part}.ndjson
        format: ndjson
        except: [user_ipaddress]
        when: ua_device != "Spider"
      - { id: table, from: private, use: stdout, format: { use: tsv, columns: [user_ipaddress, env] } }
      - { id: bad, from: failed, use: files, path: out/failed.ndjson }

    run: { workers: 4, memory: 64MB }
    """

  @Test func `the sample is good`() { #expect(check(Self.sample).findings.isEmpty) }

  private func prove(_ bytes: [UInt8], _ seed: UInt64 = 0) {
    let file = SourceFile(name: "f", bytes: bytes)
    let result = Checker.check(file, registry: TestStages.registry)
    #expect((result.plan != nil) != result.findings.hasErrors, "seed \(seed)")
    let printed = FindingPrinter().text(result.findings)
    #expect(result.findings.isEmpty == printed.isEmpty)
    for finding in result.findings {
      #expect(finding.message.utf8.count < 2000 && !finding.message.isEmpty)
    }
  }

  @Test(arguments: 1...500 as ClosedRange<UInt64>)
  func `a damaged pipeline gives a plan or an error`(seed: UInt64) {
    var random = SplitMix64(state: seed)
    var bytes = Array(Self.sample.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, using: &random) }
    prove(bytes, seed)
  }

  private func damage(_ bytes: inout [UInt8], using random: inout SplitMix64) {
    let special = Array(":#-?,[]{}&*!|>'\"%@` \n\t\\<~$().=0z".utf8)
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(special.randomElement(using: &random) ?? 0, at: index)
    case 3: bytes[index] = special.randomElement(using: &random) ?? 0
    default:
      var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
      let from = Int.random(in: lines.indices, using: &random)
      let to = Int.random(in: lines.indices, using: &random)
      if Bool.random(using: &random) {
        lines.insert(lines[from], at: to)
      } else {
        lines.remove(at: from)
      }
      bytes = Array(lines.joined(separator: [10]))
    }
  }

  @Test func `every beginning of the sample gives a plan or an error`() {
    let lines = Self.sample.split(separator: "\n", omittingEmptySubsequences: false)
    for count in lines.indices { prove(Array(lines[..<count].joined(separator: "\n").utf8)) }
  }

  private func text(stages: String) -> String {
    "version: 1\nsources: [{ use: stdin, format: ndjson }]\nstages:\n\(stages)"
      + "sinks: [{ use: discard }, { id: bad, from: failed, use: files, path: f }]\n"
  }

  @Test func `ten thousand stages are too many, and said to be so in good time`() {
    let stages = String(repeating: "  - { use: filter, keep: \"true\" }\n", count: 10_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      let findings = check(text(stages: stages)).findings
      #expect(findings.map(\.message) == ["'stages' has 10000 entries, and 1000 are the limit"])
      #expect(findings.first?.span?.line == 1004)
    }
    #expect(time < .seconds(20))
  }

  @Test func `a thousand stages are a chain, each with a field of its own`() {
    let stages = (0..<1000).map { "  - { use: set, fields: { f\($0): \($0) } }\n" }.joined()
    #expect(check(text(stages: stages)).plan?.stages.count == 1000)
  }

  @Test func `a thousand branches, each with a sink`() {
    let branches = (0..<998).map { "  - { id: s\($0), from: stdin, use: anonymize_ip }\n" }
    let sinks = (0..<998).map { "  - { id: o\($0), from: s\($0), use: discard }\n" }
    let result = check(
      "version: 1\nsources: [{ use: stdin, format: ndjson }]\nstages:\n\(branches.joined())"
        + "sinks:\n\(sinks.joined())  - { id: bad, from: failed, use: files, path: f }\n"
        + "  - { id: o, from: stdin, use: discard }\n")
    #expect(result.plan?.sinks.count == 1000)
  }

  @Test(arguments: ["[", "{ a: ", "- "])
  func `deep nesting is an error`(open: String) {
    prove(Array(("version: " + String(repeating: open, count: 5000)).utf8))
    prove(Array(text(stages: "  - " + String(repeating: open, count: 40)).utf8))
  }

  @Test func `very long names do not take long, and do not fill the screen`() {
    let name = String(repeating: "n", count: 200_000)
    for stages in [
      "  - { id: \(name), use: anonymize_ip }\n  - { from: \(name)x, use: anonymize_ip }\n",
      "  - { use: \(name) }\n", "  - { use: anonymize_ip, \(name): 1, ip: \(name) }\n",
      "  - { use: set, fields: { \(name): 1, a: \(name) } }\n",
      "  - { use: filter, keep: '\(name) == \"\(name)\"' }\n",
    ] {
      prove(Array(text(stages: stages).utf8))
    }
    prove(Array("\(name): 1\n".utf8))
  }
}

/// Random numbers that are the same for the same seed.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
