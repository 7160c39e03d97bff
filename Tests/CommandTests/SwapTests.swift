import Foundation
import Testing

@Suite struct `lookups swapped by SIGHUP` {
  static let pipeline = """
    version: 1
    lookups: { hosts: { use: referers, path: hosts.json } }
    sources: [{ use: stdin, format: ndjson, fields: { refr_urlscheme: scheme, refr_urlhost: host } }]
    stages: [{ use: referer_parser, lookup: hosts }]
    sinks:
      - { use: stdout, format: ndjson, only: [refr_source] }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """

  static func hosts(_ source: String) -> String {
    """
    {"search": {"\(source)": {"domains": ["www.example.com"], "parameters": ["q"]}}}
    """
  }

  static let line = "{\"scheme\":\"https\",\"host\":\"www.example.com\"}\n"

  /// Sends a line and waits for its answer.
  private func ask(_ child: Child) -> String {
    let before = child.out.count
    child.put(Self.line)
    _ = Child.wait { child.out.count > before && child.out.hasSuffix("\n") }
    return String(child.out.dropFirst(before))
  }

  private func hang(up child: Child, until words: String) {
    child.send(SIGHUP)
    #expect(Child.wait { child.err.contains(words) })
  }

  @Test func `the next events see the new version; a bad one changes nothing`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline, "hosts.json": Self.hosts("One")])
    let child = try bed.start(["run", "p.yaml"])
    #expect(ask(child) == "{\"refr_source\":\"One\"}\n")
    for (number, source) in ["Two", "Three", "Four"].enumerated() {
      try bed.write("hosts.json", Self.hosts(source))
      child.send(SIGHUP)
      let count = { child.err.components(separatedBy: "lookup 'hosts' is now ").count - 1 }
      #expect(Child.wait { count() == number + 1 })
      #expect(ask(child) == "{\"refr_source\":\"\(source)\"}\n")
    }
    try bed.write("hosts.json", "no data at all: {")
    hang(up: child, until: "richline: lookup 'hosts' stays as it was: 'hosts.json'")
    #expect(ask(child) == "{\"refr_source\":\"Four\"}\n")
    try FileManager.default.removeItem(atPath: bed.path("hosts.json"))
    hang(up: child, until: "lookup 'hosts' stays as it was: there is no file 'hosts.json'")
    #expect(ask(child) == "{\"refr_source\":\"Four\"}\n")
    child.closeInput()
    #expect(try child.end().code == 0)
  }

  /// The short form of `scripts/swap-test`.
  @Test func `files of lookups may be overwritten, cut and deleted all the time`() throws {
    let ended = try Bed().shell("'\(Program.root)/scripts/swap-test' 5 \"$richline\" 2>&1")
    #expect(ended.code == 0, "\(ended.out)")
    #expect(ended.out.hasSuffix("swap-test: good (seed 1)\n"))
  }
}
