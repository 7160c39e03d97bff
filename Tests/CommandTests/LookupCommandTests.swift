import Foundation
import Testing

@Suite struct `richline lookup` {
  static let table = """
    network,country.iso_code,office
    10.0.0.0/8,GB,London
    2001:db8::/32,DE,Berlin
    """

  /// A folder with two databases.
  private func bed() throws -> Bed {
    let bed = try Bed([
      "a.csv": Self.table,
      "b.csv": Self.table.replacing("London", with: "Leeds").replacing("DE", with: "FR"),
    ])
    for name in ["a", "b"] {
      let ended = try bed.run(
        "lookup", "build", "\(name).csv", "\(name).mmdb", "--date", "2026-11-21")
      #expect((ended.code, ended.err) == (0, ""))
    }
    return bed
  }

  private func object(_ text: some StringProtocol) throws -> [String: Any] {
    try Bed.object(String(text))
  }

  private func bytes(_ bed: Bed, _ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: bed.path(name))))
  }

  @Test func `get shows a record and tells when there is none`() throws {
    let bed = try bed()
    let found = try bed.run("lookup", "get", "a.mmdb", "10.1.2.3", "--format", "json")
    #expect(found.code == 0)
    let record = "{\"country\":{\"iso_code\":\"GB\"},\"office\":\"London\"}"
    #expect(
      found.out
        == "{\"key\":\"10.1.2.3\",\"network\":\"10.0.0.0/8\",\"record\":\(record)}\n")
    let none = try bed.run("lookup", "get", "a.mmdb", "11.0.0.1")
    #expect((none.code, none.out) == (1, ""))
    #expect(none.err == "richline: there is no record of '11.0.0.1'\n")
    let bad = try bed.run("lookup", "get", "a.mmdb", "London")
    #expect((bad.code, bad.err) == (1, "richline: 'London' is no address\n"))
    let missing = try bed.run("lookup", "get", "c.mmdb", "10.0.0.1")
    #expect((missing.code, missing.err) == (3, "richline: there is no file 'c.mmdb'\n"))
    let many = try bed.run("lookup", "get", "a.mmdb", "--stdin", stdin: "2001:db8::1\n8.8.8.8\n")
    let lines = many.out.split(separator: "\n")
    #expect(many.code == 0 && lines.count == 2)
    #expect(try object(lines[1])["record"] is NSNull)
  }

  static let pipeline = """
    version: 1
    lookups:
      cities: { use: mmdb, path: a.mmdb }
      agents: { use: uap, path: \(Program.agents) }
      refs: { use: referers }
      plans: { use: inline, values: { free: { seats: 1, open: true, share: 0.5 } } }
    sources: [{ use: stdin, format: combined }]
    stages:
      - { use: ip_lookup, geo: cities }
      - { use: user_agent_parser, lookup: agents }
      - { use: referer_parser, lookup: refs }
      - { use: lookup, lookup: plans, key: user_ipaddress, fields: { seats: seats } }
    sinks:
      - { use: stdout, format: ndjson }
      - { id: bad, from: failed, use: files, path: f.ndjson }
    """

  @Test func `get asks the lookups of a pipeline by their kind`() throws {
    let bed = try bed()
    try bed.write("p.yaml", Self.pipeline)
    func get(_ name: String, _ key: String) throws -> [String: Any] {
      let ended = try bed.run("lookup", "get", "p.yaml", name, key, "--format", "json")
      #expect(ended.code == 0 && ended.err == "")
      return try #require(try object(ended.out)["record"] as? [String: Any])
    }
    #expect(try get("cities", "10.0.0.1")["office"] as? String == "London")
    let referer = try get("refs", "https://www.google.de/search?q=x")
    #expect(referer["medium"] as? String == "search")
    #expect(try get("refs", "google.de")["source"] as? String == "Google")
    #expect(try get("plans", "free")["seats"] as? Int == 1)
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"
    #expect(try get("agents", agent)["family"] as? String == "Firefox")
    let ended = try bed.run("lookup", "get", "p.yaml", "citys", "10.0.0.1")
    #expect(ended.code == 3)
    #expect(ended.err == "richline: 'p.yaml' declares no lookup 'citys'; did you mean 'cities'?\n")
    let info = try bed.run("lookup", "info", "p.yaml", "--format", "json")
    #expect(info.code == 0 && info.out.split(separator: "\n").count == 4)
  }

  @Test func `info says what a database is`() throws {
    let bed = try bed()
    let info = try object(try bed.run("lookup", "info", "a.mmdb", "--format", "json").out)
    #expect(info["type"] as? String == "Richline-Networks")
    #expect(info["build_date"] as? String == "2026-11-21T00:00:00.000Z")
    #expect(info["ip_version"] as? Int == 6 && info["record_size"] as? Int == 24)
    let sum = try bed.shell("sha256sum a.mmdb").out.prefix(64)
    #expect(info["sha256"] as? String == String(sum))
  }

  @Test func `verify tells good databases from bad ones`() throws {
    let bed = try bed()
    let good = try bed.run("lookup", "verify", "a.mmdb", "b.mmdb")
    #expect(good.code == 0 && good.err == "")
    #expect(good.out.split(separator: "\n").allSatisfy { $0.contains("mmdb: good: Richline") })
    // The head of the key 'iso_code' becomes that of a text of 31 bytes and more.
    var damaged = try bytes(bed, "a.mmdb")
    let key = try #require(damaged.firstRange(of: Array("iso_code".utf8)))
    damaged[key.lowerBound - 1] = 0x5f
    try bed.write("bad.mmdb", damaged)
    try bed.write("none.mmdb", "text")
    let bad = try bed.run("lookup", "verify", "bad.mmdb")
    #expect(bad.code == 1 && bad.out == "")
    #expect(bad.err.hasPrefix("richline: 'bad.mmdb' is damaged: "))
    let none = try bed.run("lookup", "verify", "none.mmdb", "a.mmdb", "--format", "json")
    #expect(none.code == 3)
    let lines = none.out.split(separator: "\n")
    #expect(try object(lines[0])["good"] as? Bool == false)
    #expect(try object(lines[1])["good"] as? Bool == true)
  }

  @Test func `diff has exit code 1 when something differs`() throws {
    let bed = try bed()
    #expect(try bed.run("lookup", "diff", "a.mmdb", "a.mmdb").code == 0)
    let diff = try bed.run("lookup", "diff", "a.mmdb", "b.mmdb", "--format", "json")
    #expect(diff.code == 1)
    let report = try object(diff.out)
    let changed = try #require(report["changed"] as? [String: Any])
    #expect(changed["networks"] as? Int == 2 && changed["ipv4_addresses"] as? Int == 1 << 24)
    let moves = try #require(report["countries"] as? [[String: Any]])
    #expect(moves.count == 1 && moves[0]["old"] as? String == "DE")
    #expect(try bed.run("lookup", "diff", "a.mmdb", "none.mmdb").code == 3)
  }

  @Test func `build leaves what was there when it cannot do`() throws {
    let bed = try bed()
    let before = try bytes(bed, "a.mmdb")
    try bed.write("c.csv", "network,a\n10.0.0.0/8,1\n10.0.0.0/8,2\n")
    let ended = try bed.run("lookup", "build", "c.csv", "a.mmdb")
    #expect((ended.code, ended.out) == (3, ""))
    #expect(ended.err == "richline: 'c.csv', line 3: '10.0.0.0/8' stands in line 2 already\n")
    #expect(try bytes(bed, "a.mmdb") == before)
    let nowhere = try bed.run("lookup", "build", "a.csv", "no/such/a.mmdb")
    #expect(nowhere.code == 5)
    #expect(nowhere.err == "richline: cannot write 'no/such/a.mmdb': no such file or directory\n")
    #expect(bed.leftovers.isEmpty)
  }

  @Test func `build gives the same bytes again, and takes NDJSON and two columns`() throws {
    let bed = try bed()
    #expect(
      try bed.run("lookup", "build", "a.csv", "again.mmdb", "--date", "2026-11-21").code == 0)
    #expect(try bytes(bed, "again.mmdb") == bytes(bed, "a.mmdb"))
    let line = "{\"network\":\"10.0.0.0/8\",\"a\":{\"b\":[1,\"x\"]},\"c\":1.5}\n"
    try bed.write("n.ndjson", line)
    try bed.write("r.csv", "lo;hi;a\n10.0.0.0;10.0.0.255;7\n")
    #expect(try bed.run("lookup", "build", "n.ndjson", "n.mmdb").code == 0)
    let columns = ["--network", "lo,hi", "--delimiter", "semicolon"]
    let range = try bed.start(["lookup", "build", "r.csv", "r.mmdb"] + columns, input: "/dev/null")
    #expect(try range.end().code == 0)
    #expect(try bed.run("lookup", "export", "n.mmdb", "--format", "ndjson").out == line)
    #expect(try bed.run("lookup", "export", "r.mmdb").out == "network,a\n10.0.0.0/24,7\n")
  }

  @Test(arguments: [
    (["get", "a.mmdb"], "a database is followed by an address; a pipeline file ends in .yaml"),
    (
      ["get", "p.yaml", "cities"],
      "a pipeline file is followed by the name of a lookup and a key"
    ),
    (["build", "a.csv", "b", "--record-size", "20"], "'--record-size' takes 24, 28 or 32"),
    (["build", "a.csv", "b", "--ip-version", "5"], "'--ip-version' takes 4 or 6"),
    (
      ["build", "a.csv", "b", "--network", "a,b,c"],
      "'--network' takes one name, or two with a comma between"
    ),
    (
      ["build", "a.csv", "b", "--date", "soon"],
      "'--date' takes a date such as 2026-11-21, not 'soon'"
    ),
    (["diff", "a", "b", "--examples=-1"], "'--examples' takes a number from 0 to 1000"),
  ])
  func `wrong usage is told`(arguments: [String], message: String) throws {
    let ended = try Bed([:]).start(["lookup"] + arguments, input: "/dev/null").end()
    #expect(ended.code == 2)
    #expect(ended.err.split(separator: "\n").first ?? "" == "Error: \(message)")
  }
}
