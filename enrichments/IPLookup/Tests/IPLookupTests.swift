import StageKit
import StageTesting
import Testing

@testable import IPLookupStage

@Suite struct `ip lookup` {
  private static let fields = [Field("user_ipaddress", .text), Field("geo_city", .text)]

  private func outcome(
    _ options: String, _ lookups: [String: TestLookup], _ event: TestEvent
  ) throws -> TestOutcome {
    let test = try StageTest(
      [.stage(IPLookup.self)], stages: "- { use: ip_lookup\(options) }", fields: Self.fields,
      lookups: lookups)
    return try test.run([event])[0]
  }

  private func fields(
    _ options: String, _ lookups: [String: TestLookup], _ address: String
  ) throws -> TestEvent {
    let outcome = try outcome(options, lookups, ["user_ipaddress": .text(address)])
    var fields = try #require(outcome.fields)
    #expect(fields["user_ipaddress"] == .text(address))
    fields["user_ipaddress"] = nil
    return fields
  }

  /// A city record with everything, one without a city, and one with nothing but a country.
  @Test(
    arguments: [
      (
        "192.0.2.1",
        [
          "geo_country": "GB", "geo_region": "ENG", "geo_city": "London", "geo_zipcode": "EC1A",
          "geo_latitude": .float(51.5142), "geo_longitude": .float(-0.0931),
          "geo_region_name": "England", "geo_timezone": "Europe/London",
        ]
      ),
      (
        "192.0.2.161",
        [
          "geo_country": "GB", "geo_latitude": .float(51.4964), "geo_longitude": .float(-0.1224),
          "geo_timezone": "Europe/London",
        ]
      ),
      // The last of two subdivisions.
      (
        "203.0.113.200",
        [
          "geo_country": "FR", "geo_region": "75", "geo_city": "Paris", "geo_zipcode": "75001",
          "geo_latitude": .float(48.8607), "geo_longitude": .float(2.3281),
          "geo_region_name": "Paris", "geo_timezone": "Europe/Paris",
        ]
      ),
      (
        "203.0.113.249",
        ["geo_country": "KR", "geo_latitude": .float(0), "geo_longitude": .float(0)]
      ),
      (
        "2001:db8:1::5",
        [
          "geo_country": "NL", "geo_region": "NH", "geo_city": "Amsterdam", "geo_zipcode": "1012",
          "geo_latitude": .float(52.3716), "geo_longitude": .float(4.8883),
          "geo_region_name": "North Holland", "geo_timezone": "Europe/Amsterdam",
        ]
      ),
    ] as [(String, TestEvent)])
  func `fills the columns of the place`(address: String, expected: TestEvent) throws {
    #expect(try fields(", geo: city", Samples.lookups("city"), address) == expected)
  }

  @Test(arguments: [
    "192.0.2.1", "192.0.2.1:8080", "::ffff:192.0.2.1", "::FFFF:C000:0201", "[::ffff:192.0.2.1]",
    "[::ffff:192.0.2.1]:443", "192.0.513",
  ])
  func `knows an address in any spelling`(address: String) throws {
    let found = try fields(", geo: city", Samples.lookups("city"), address)
    #expect(found["geo_city"] == "London")
  }

  @Test(arguments: [
    "10.0.0.1", "192.168.1.1", "127.0.0.1", "::1", "fd00::1", "8.8.8.8", "192.0.2.256", "unknown",
    "", "1.2.3.4.5", "192.0.2.1, 192.0.2.2", "2001:db8:9::1", "\u{0}",
  ])
  func `leaves the columns as they are for what no database knows`(address: String) throws {
    let lookups = try Samples.lookups("city", "asn", "isp")
    let outcome = try outcome(
      ", geo: city, asn: asn, isp: isp", lookups,
      ["user_ipaddress": .text(address), "geo_city": "as it was"])
    var fields = try #require(outcome.fields)
    fields["user_ipaddress"] = nil
    #expect(fields == ["geo_city": "as it was"])
  }

  @Test func `an event without an address stays as it is`() throws {
    #expect(try outcome(", geo: city", Samples.lookups("city"), [:]) == .written([:]))
  }

  @Test func `a place that has no city empties the one that was there`() throws {
    let outcome = try outcome(
      ", geo: city", Samples.lookups("city"),
      ["user_ipaddress": "192.0.2.161", "geo_city": "as it was"])
    let fields = try #require(outcome.fields)
    #expect(fields["geo_city"] == nil && fields["geo_country"] == "GB")
  }

  // MARK: the other databases

  private func entity(_ data: String) -> FieldValue {
    .entities([
      FieldValue.Entity(
        schema: "iglu:com.snowplowanalytics.snowplow/asn/jsonschema/1-0-1", data: data)
    ])
  }

  @Test(arguments: [
    ("192.0.2.1", "{\"number\":64496,\"organization\":\"Example Broadband Ltd\"}"),
    ("203.0.113.200", "{\"number\":64503,\"organization\":\"Exemple Télécom SA\"}"),
    ("2001:db8:1::5", "{\"number\":65536,\"organization\":\"Voorbeeld Internet B.V.\"}"),
  ])
  func `adds the ASN entity`(address: String, data: String) throws {
    let found = try fields(", asn: asn", Samples.lookups("asn"), address)
    #expect(found == ["derived_contexts": entity(data)])
  }

  @Test func `fills provider and organization, and the ASN entity too`() throws {
    #expect(
      try fields(", isp: isp", Samples.lookups("isp"), "198.51.100.225") == [
        "ip_isp": "Placeholder Cloud", "ip_organization": "Placeholder Crawler Farm",
        "derived_contexts": entity("{\"number\":64500,\"organization\":\"Placeholder Cloud LLC\"}"),
      ])
  }

  @Test func `adds one ASN entity when two databases have it`() throws {
    let found = try fields(
      ", isp: isp, asn: asn", Samples.lookups("isp", "asn"), "198.51.100.225")
    #expect(
      found["derived_contexts"]
        == entity("{\"number\":64500,\"organization\":\"Placeholder Cloud LLC\"}"))
  }

  @Test func `fills domain and kind of connection`() throws {
    let lookups: [String: TestLookup] = [
      "d": .ipTable(WrittenTable("Domain", [["domain"]: "example.net"])),
      "c": .ipTable(WrittenTable("Connection-Type", [["connection_type"]: "Cable/DSL"])),
    ]
    #expect(
      try fields(", domain: d, connection_type: c", lookups, "192.0.2.1") == [
        "ip_domain": "example.net", "ip_netspeed": "Cable/DSL",
      ])
  }

  // MARK: what is refused

  @Test func `without a database it says which options there are`() throws {
    let findings = #expect(throws: Findings.self) { try outcome("", [:], [:]) }
    let text = FindingPrinter().text(findings ?? [])
    #expect(text.contains("error[missing-lookup]: stage 'ip_lookup' needs at least one database"))
    #expect(
      text.contains(
        "help: name a lookup for 'geo', 'isp', 'domain', 'connection_type' or 'asn'"))
  }

  @Test(arguments: [
    ("geo", "asn", "'geo' is of type 'Richline-Sample-ASN': ASN data, not City or Country"),
    ("isp", "city", "'isp' is of type 'Richline-Sample-City': City data, not ISP"),
    ("asn", "city", "'asn' is of type 'Richline-Sample-City': City data, not ASN"),
    ("domain", "isp", "'domain' is of type 'Richline-Sample-ISP': ISP data, not Domain"),
    (
      "connection_type", "isp",
      "'connection_type' is of type 'Richline-Sample-ISP': ISP data, not Connection-Type"
    ),
  ])
  func `a database of another kind is refused`(
    option: String, kind: String, message: String
  ) throws {
    let findings = #expect(throws: Findings.self) {
      try outcome(", \(option): \(kind)", Samples.lookups(kind), [:])
    }
    #expect(findings?.map(\.message) == ["the database for \(message)"])
  }

  @Test(arguments: [
    (IPDatabase.asn, "GeoLite2-ASN", true), (.asn, "GeoIP2-ISP", true),
    (.asn, "GeoIP2-Enterprise", true), (.geo, "GeoLite2-Country", true),
    (.geo, "DBIP-City-Lite", true), (.geo, "GeoIP2-Enterprise", true),
    (.geo, "GeoIP2-Connection-Type", false), (.isp, "GeoLite2-ASN", false),
    (.domain, "GeoIP2-Domain", true), (.connectionType, "GeoIP2-Connection-Type", true),
    (.geo, "GeoIP2-Anonymous-IP", false), (.geo, "our own addresses", true),
  ])
  func `kinds of data serve options`(database: IPDatabase, type: String, serves: Bool) {
    #expect((database.mismatch(with: type) == nil) == serves)
  }

  @Test func `a damaged record gives the event up`() throws {
    let table = WrittenTable("City", damage: "the record is damaged")
    let outcome = try outcome(
      ", geo: g", ["g": .ipTable(table)], ["user_ipaddress": "192.0.2.1", "geo_city": "x"])
    #expect(
      outcome
        == .failed(
          kind: "lookup", message: "geo: the record is damaged",
          ["user_ipaddress": "192.0.2.1", "geo_city": "x"]))
  }

  // MARK: many events

  @Test func `many addresses give what each gives alone, cached or not`() throws {
    let test = try StageTest(
      [.stage(IPLookup.self)], stages: "- { use: ip_lookup, geo: city, asn: asn, isp: isp }",
      fields: Self.fields, lookups: Samples.lookups("city", "asn", "isp"))
    let events: [TestEvent] = (0..<768).map { number in
      let network = ["192.0.2", "198.51.100", "203.0.113"][number % 3]
      return ["user_ipaddress": .text("\(network).\(number / 3)")]
    }
    let together = try test.run(events + events, workers: 2)
    #expect(Array(together.prefix(768)) == Array(together.suffix(768)))
    for number in stride(from: 0, to: 768, by: 37) {
      #expect(try test.run([events[number]])[0] == together[number])
    }
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(IPLookup.self), stages: "- { use: ip_lookup, geo: city, asn: asn, isp: isp }",
        fields: [Field("user_ipaddress", .text), Field("derived_contexts", .entities)],
        lookups: try Samples.lookups("city", "asn", "isp"))
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
