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

  /// The versions of a file as `version_field` tells them.
  private func version(_ bed: Bed, _ name: String) throws -> String {
    "referers sha256:\(try bed.shell("sha256sum < \(name)").out.prefix(8))"
  }

  @Test func `an event sees one version in all stages, and none comes back`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      lookups: { hosts: { use: referers, path: hosts.json } }
      sources: [{ use: stdin, format: ndjson, fields: { refr_urlscheme: scheme, refr_urlhost: host } }]
      stages:
        - { use: referer_parser, lookup: hosts, version_field: a }
        - { id: again, use: referer_parser, lookup: hosts, version_field: b }
      sinks:
        - { use: stdout, format: ndjson, only: [a, b, refr_source] }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """, "hosts.json": Self.hosts("0"),
    ])
    var versions = [try version(bed, "hosts.json")]
    let child = try bed.start(["run", "p.yaml"])
    for number in 1...6 {
      child.put(String(repeating: Self.line, count: 3000))
      try bed.write("new.json", Self.hosts("\(number)"))
      versions.append(try version(bed, "new.json"))
      _ = try bed.shell("mv new.json hosts.json")
      hang(up: child, until: "lookup 'hosts' is now \(versions[number])")
    }
    child.put(String(repeating: Self.line, count: 3000))
    child.closeInput()
    #expect(try child.end().code == 0)
    let rows = child.out.split(separator: "\n").map(String.init)
    #expect(rows.count == 21_000)
    var seen: [String] = []
    for row in rows where seen.last != row { seen.append(row) }
    let possible = versions.enumerated().map { number, version in
      "{\"a\":\"\(version)\",\"b\":\"\(version)\",\"refr_source\":\"\(number)\"}"
    }
    #expect(seen.count == Set(seen).count && seen.count > 1)
    #expect(seen == possible.filter(seen.contains))
  }

  @Test func `a third version waits until the first is used by nobody`() throws {
    let bed = try Bed(["hosts.json": Self.hosts("One")])
    try bed.write("p.yaml", Self.pipeline.replacing("use: stdout", with: "use: files, path: pipe"))
    try #require(mkfifo(bed.path("pipe"), 0o600) == 0)
    // A reader who does not read: what was looked up in the first version cannot get out.
    let reader = open(bed.path("pipe"), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    let child = try bed.start(["run", "p.yaml"])
    child.put(String(repeating: Self.line, count: 10_000))
    #expect(
      Child.wait {
        var waiting: Int32 = 0
        return ioctl(reader, UInt(FIONREAD), &waiting) == 0 && waiting >= 60_000
      })
    for name in ["Two", "Three"] { try bed.write("\(name).json", Self.hosts(name)) }
    let (second, third) = (try version(bed, "Two.json"), try version(bed, "Three.json"))
    _ = try bed.shell("mv Two.json hosts.json")
    hang(up: child, until: "lookup 'hosts' is now \(second)")
    _ = try bed.shell("mv Three.json hosts.json")
    child.send(SIGHUP)
    usleep(500_000)
    #expect(!child.err.contains(third))
    var room = [UInt8](repeating: 0, count: 65_536)
    let isThere = Child.wait {
      _ = read(reader, &room, room.count)
      return child.err.contains("lookup 'hosts' is now \(third)")
    }
    #expect(isThere)
    child.closeInput()
    #expect(Child.wait { read(reader, &room, room.count) <= 0 && child.hasEnded })
    #expect(try child.end().code == 0)
  }

  @Test func `a database of another kind does not take over`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      lookups: { cities: { use: mmdb, path: c.mmdb } }
      sources: [{ use: stdin, format: ndjson }]
      stages: [{ use: ip_lookup, geo: cities }]
      sinks:
        - { use: stdout, format: ndjson, only: [geo_country] }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """
    ])
    let data = "\(Program.root)/enrichments/IPLookup/data"
    _ = try bed.shell("cp '\(data)/sample-city.mmdb' c.mmdb")
    let child = try bed.start(["run", "p.yaml"])
    child.put("{\"user_ipaddress\":\"192.0.2.17\"}\n")
    #expect(Child.wait { child.out.hasSuffix("\n") })
    _ = try bed.shell("cp '\(data)/sample-asn.mmdb' n.mmdb && mv n.mmdb c.mmdb")
    hang(up: child, until: "lookup 'cities' stays as it was: ")
    child.put("{\"user_ipaddress\":\"192.0.2.17\"}\n")
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0)
    #expect(ended.out == "{\"geo_country\":\"GB\"}\n{\"geo_country\":\"GB\"}\n")
    let words = "is of type 'Richline-Sample-ASN': ASN data, not City or Country"
    #expect(
      ended.err.contains(
        "richline: lookup 'cities' stays as it was: the database for 'geo' \(words)"),
      "\(ended.err)")
  }

  @Test func `one signal brings a new pipeline and new data`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline, "hosts.json": Self.hosts("One")])
    let child = try bed.start(["run", "p.yaml"])
    #expect(ask(child) == "{\"refr_source\":\"One\"}\n")
    try bed.write("hosts.json", Self.hosts("Two"))
    try bed.write(
      "p.yaml",
      Self.pipeline.replacing(
        "}]\nsinks", with: "}, { use: set, fields: { app_id: '\"new\"' } }]\nsinks"
      )
      .replacing("[refr_source]", with: "[app_id, refr_source]"))
    hang(up: child, until: "' takes over from 'p.yaml@")
    #expect(ask(child) == "{\"app_id\":\"new\",\"refr_source\":\"Two\"}\n")
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
