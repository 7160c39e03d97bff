import Foundation
import Testing

@Suite struct `lookups that are kept fresh` {
  static func pipeline(_ freshness: String, stage: String = "") -> String {
    """
    version: 1
    lookups: { hosts: { use: referers, path: hosts.json, \(freshness) } }
    sources: [{ use: stdin, format: ndjson, fields: { refr_urlscheme: scheme, refr_urlhost: host } }]
    stages: [{ use: referer_parser, lookup: hosts, version_field: hosts_db\(stage) }]
    sinks:
      - { use: stdout, format: ndjson, only: [refr_source, hosts_db] }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
  }

  static func hosts(_ source: String) -> String { `lookups swapped by SIGHUP`.hosts(source) }

  /// As `version_field` and messages tell of it.
  private func version(_ bed: Bed, _ name: String = "hosts.json") throws -> String {
    let sum = try bed.shell("sha256sum < \(name)").out
    return "referers sha256:\(sum.prefix(8))"
  }

  private func ask(_ child: Child) -> String {
    let before = child.out.count
    child.put(`lookups swapped by SIGHUP`.line)
    _ = Child.wait { child.out.count > before && child.out.hasSuffix("\n") }
    return String(child.out.dropFirst(before))
  }

  private func count(_ words: String, in text: String) -> Int {
    text.components(separatedBy: words).count - 1
  }

  @Test func `a changed file is found; what is wrong with it is said once`() throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline("refresh: 100ms"), "hosts.json": Self.hosts("One"),
      "bad.json": "no data: {",
    ])
    let one = try version(bed)
    let child = try bed.start(["run", "p.yaml"])
    #expect(ask(child) == "{\"refr_source\":\"One\",\"hosts_db\":\"\(one)\"}\n")
    _ = try bed.shell("mv bad.json hosts.json")
    #expect(Child.wait { child.err.contains("lookup 'hosts' stays as it was: 'hosts.json'") })
    // The same again, under other times: nothing new is said.
    _ = try bed.shell("touch hosts.json; sleep 0.5; touch hosts.json; sleep 0.5")
    #expect(count("stays as it was", in: child.err) == 1)
    #expect(ask(child) == "{\"refr_source\":\"One\",\"hosts_db\":\"\(one)\"}\n")
    try bed.write("new.json", Self.hosts("Two"))
    let two = try version(bed, "new.json")
    _ = try bed.shell("mv new.json hosts.json")
    #expect(Child.wait { child.err.contains("lookup 'hosts' is now \(two)\n") })
    #expect(ask(child) == "{\"refr_source\":\"Two\",\"hosts_db\":\"\(two)\"}\n")
    // Other times and the same bytes are no new version.
    _ = try bed.shell("cp hosts.json new.json; sleep 0.3; mv new.json hosts.json; sleep 0.5")
    #expect(count("lookup 'hosts' is now", in: child.err) == 1)
    _ = try bed.shell("rm hosts.json")
    #expect(Child.wait { child.err.contains("there is no file 'hosts.json'") })
    try bed.write("hosts.json", Self.hosts("Two"))
    #expect(Child.wait { child.err.contains("lookup 'hosts' is again what is in use") })
    child.send(SIGHUP)
    #expect(Child.wait { child.err.contains("lookup 'hosts' has not changed") })
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0)
    #expect(ended.err.contains("\nlookup 'hosts': \(two); swapped once; "))
  }

  @Test func `data that is too old stops the start, or is said`() throws {
    let bed = try Bed([
      "fail.yaml": Self.pipeline("max_age: 30d, on_stale: fail"),
      "warn.yaml": Self.pipeline("max_age: 30d"), "hosts.json": Self.hosts("One"),
    ])
    _ = try bed.shell("touch -d 2026-01-01T00:00:00Z hosts.json")
    let words = "is of 2026-01-01, 40d old; 'max_age' allows 30d"
    let now = ["--now", "2026-02-10T06:00:00Z"]
    let refused = try bed.run("run", "fail.yaml", now[0], now[1])
    #expect(refused.code == 3)
    #expect(refused.err.contains("error[lookup]: lookup 'hosts' \(words)"))
    let warned = try bed.run("run", "warn.yaml", now[0], now[1])
    #expect(warned.code == 0)
    #expect(count("richline: lookup 'hosts' \(words)\n", in: warned.err) == 1)
    _ = try bed.shell("rm failed.ndjson")
    #expect(try bed.run("run", "fail.yaml", "--now", "2026-01-30T00:00:00Z").code == 0)
  }

  @Test func `a newer version that is too old does not take over`() throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline("max_age: 30d, on_stale: fail, refresh: 100ms"),
      "hosts.json": Self.hosts("One"), "old.json": Self.hosts("Old"),
    ])
    _ = try bed.shell("touch -d 2020-01-01T00:00:00Z old.json")
    let child = try bed.start(["run", "p.yaml"])
    #expect(ask(child).contains("\"One\""))
    _ = try bed.shell("mv old.json hosts.json")
    #expect(Child.wait { child.err.contains("stays as it was: it is of 2020-01-01, ") })
    #expect(ask(child).contains("\"One\""))
    child.closeInput()
    #expect(try child.end().code == 0)
  }

  @Test func `a damaged database is found before it takes over`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      lookups: { nets: { use: mmdb, path: nets.mmdb, refresh: 100ms } }
      sources: [{ use: stdin, format: ndjson, fields: { user_ipaddress: ip } }]
      stages: [{ use: ip_lookup, geo: nets, fields: { mark: mark }, version_field: db }]
      sinks:
        - { use: stdout, format: ndjson, only: [mark, db] }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """, "one.csv": "network,mark\n10.0.0.0/8,one\n",
      "two.csv": "network,mark\n10.0.0.0/8,two\n203.0.113.7/32,DAMAGED\n",
    ])
    let made = try bed.shell(
      """
      set -e
      for i in one two; do $richline lookup build $i.csv $i.mmdb --type $i --date 2026-01-02; done
      LC_ALL=C sed 's/DAMAGED/\\xff\\xff\\xff\\xff\\xff\\xff\\xff/' two.mmdb > bad.mmdb
      cp one.mmdb nets.mmdb
      sha256sum one.mmdb two.mmdb | cut -c 1-8
      """)
    let sums = made.out.split(separator: "\n").suffix(2)
    let ip = "{\"ip\":\"10.1.2.3\"}\n"
    let child = try bed.start(["run", "p.yaml"])
    child.put(ip)
    let one = "{\"mark\":\"one\",\"db\":\"one 2026-01-02 sha256:\(sums.first ?? "")\"}\n"
    #expect(Child.wait { child.out == one })
    _ = try bed.shell("mv bad.mmdb nets.mmdb")
    #expect(
      Child.wait {
        child.err.contains(
          "stays as it was: 'nets.mmdb' is damaged: at 203.0.113.7/32 ")
      }, "\(child.err)")
    _ = try bed.shell("mv two.mmdb nets.mmdb")
    let now = "two 2026-01-02 sha256:\(sums.last ?? "")"
    #expect(Child.wait { child.err.contains("lookup 'nets' is now \(now)\n") })
    child.put(ip)
    #expect(Child.wait { child.out == one + "{\"mark\":\"two\",\"db\":\"\(now)\"}\n" })
    child.closeInput()
    #expect(try child.end().code == 0)
  }
}
