import StageKit
import StageTesting
import Testing

@testable import IPLookupStage

@Suite struct `what ip lookup takes from databases` {
  private static let fields = [Field("user_ipaddress", .text)]
  private static let address: TestEvent = ["user_ipaddress": "192.0.2.1"]

  private func outcome(
    _ options: String, _ lookups: [String: TestLookup], _ event: TestEvent = address
  ) throws -> TestOutcome {
    let test = try StageTest(
      [.stage(IPLookup.self)], stages: "- { use: ip_lookup, \(options) }", fields: Self.fields,
      lookups: lookups)
    return try test.run([event])[0]
  }

  private func values(
    _ options: String, _ lookups: [String: TestLookup], _ names: String...
  ) throws -> [FieldValue?] {
    let fields = try #require(try outcome(options, lookups).fields)
    return names.map { fields[$0] }
  }

  @Test func `further fields come from any path`() throws {
    let city = try Samples.lookups("city")
    #expect(
      try values(
        "geo: city, fields: { continent: continent.code, lat: location.latitude, first: \"subdivisions[0].names.en\", none: no.such.path }",
        city, "continent", "lat", "first", "none", "geo_city") == [
          "EU", .double(51.5142), "England", nil, "London",
        ])
  }

  @Test func `a field of Snowplow's takes another value than it has by itself`() throws {
    let city = try Samples.lookups("city")
    #expect(
      try values("geo: city, fields: { geo_city: country.iso_code }", city, "geo_city") == ["GB"])
  }

  @Test func `a type is stated, known or text`() throws {
    let table = try TestLookup.ipTable(networks: [
      "192.0.2.0/24": [
        "location.accuracy_radius": 20, "score": 7, "is_anycast": true, "note": "12", "x": 1.5,
      ]
    ])
    #expect(
      try values(
        "geo: t, fields: { a: location.accuracy_radius, s: score, i: { from: score, type: integer }, any: is_anycast, n: { from: note, type: integer }, x: x }",
        ["t": table], "a", "s", "i", "any", "n", "x") == [20, "7", 7, true, 12, "1.5"])
  }

  @Test func `a value that its field cannot hold gives the event up, each time`() throws {
    let table = try TestLookup.ipTable(networks: ["192.0.2.0/24": ["note": "abc"]])
    let test = try StageTest(
      [.stage(IPLookup.self)],
      stages: "- { use: ip_lookup, geo: t, fields: { n: { from: note, type: integer } } }",
      fields: Self.fields, lookups: ["t": table])
    let failed = TestOutcome.failed(
      kind: "lookup", message: "geo: 'note' is text, and 'n' holds integer", Self.address)
    #expect(try test.run([Self.address, Self.address]) == [failed, failed])
  }

  @Test func `a path of another database begins with its option`() throws {
    let lookups = try Samples.lookups("city", "isp")
    #expect(
      try values(
        "geo: city, isp: isp, fields: { org: isp.organization, c: country.iso_code, d: geo.country.iso_code }",
        lookups, "org", "c", "d") == ["Example Broadband Residential", "GB", "GB"])
  }

  @Test func `with one database a path is in it`() throws {
    #expect(
      try values("isp: isp, fields: { org: organization }", Samples.lookups("isp"), "org")
        == ["Example Broadband Residential"])
  }

  @Test(arguments: [
    (
      "isp: isp, asn: asn, fields: { org: organization }",
      "it is not clear which lookup has 'organization'"
    ),
    (
      "asn: asn, fields: { org: isp.organization }",
      "'isp.organization' is in a lookup for 'isp', which this stage does not have"
    ),
    (
      "asn: asn, fields: { org: \"a[b]\" }",
      "the path 'a[b]' has a bracket without a whole number: '[b]'"
    ),
  ])
  func `paths that are not clear are refused`(options: String, said: String) throws {
    let lookups = try Samples.lookups("isp", "asn")
    let used = lookups.filter { options.contains("\($0.key): \($0.key)") }
    let findings = #expect(throws: Findings.self) { try outcome(options, used) }
    #expect(findings?.map(\.message) == [said])
  }

  // MARK: several databases for one option

  @Test func `the first database that has a record answers, whole`() throws {
    let lookups: [String: TestLookup] = [
      "paid": try .ipTable(networks: ["192.0.2.0/25": ["country.iso_code": "GB"]]),
      "free": try .ipTable(networks: [
        "192.0.2.0/24": ["country.iso_code": "XX", "city.names.en": "Somewhere"]
      ]),
    ]
    let options = "geo: [paid, free], fields: { code: country.iso_code }"
    #expect(
      try values(options, lookups, "geo_country", "geo_city", "code") == ["GB", nil, "GB"])
    let other = try outcome(options, lookups, ["user_ipaddress": "192.0.2.200"])
    #expect(other.fields?["geo_city"] == "Somewhere" && other.fields?["code"] == "XX")
    let none = try outcome(options, lookups, ["user_ipaddress": "10.0.0.1"])
    #expect(none == .written(["user_ipaddress": "10.0.0.1"]))
  }

  @Test func `the innermost network of a table answers`() throws {
    let table = try TestLookup.ipTable(networks: [
      "192.0.0.0/16": ["city.names.en": "outer"], "192.0.2.0/24": ["city.names.en": "inner"],
    ])
    #expect(try values("geo: t", ["t": table], "geo_city") == ["inner"])
  }

  @Test func `the contract of stages holds with fields and lists`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(IPLookup.self),
        stages:
          "- { use: ip_lookup, geo: [city, asn2], fields: { x: location.latitude, y: { from: location.longitude, type: text } } }",
        fields: [Field("user_ipaddress", .text)],
        lookups: [
          "city": try Samples.lookups("city")["city"]!,
          "asn2": try .ipTable(networks: ["0.0.0.0/0": ["location.latitude": 1]]),
        ], writes: ["x", "y"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
