import OfficeNetworkStage
import StageKit
import StageTesting
import Testing

@Suite struct `office_network` {
  static func offices() throws -> TestLookup {
    try .ipTable(networks: [
      "192.0.2.0/24": ["office": "Hamburg", "floor.name": "second"],
      "2001:db8:1::/48": ["office": "Porto", "floor.name": "ground"],
      "198.51.100.7": ["floor.name": "roof"],
    ])
  }

  static func run(_ address: String, _ options: String = "") throws -> TestEvent? {
    let test = try StageTest(
      [.stage(OfficeNetwork.self)],
      stages: "- { use: office_network, offices: offices\(options) }",
      lookups: ["offices": offices()])
    return try test.run([["user_ipaddress": .text(address)]])[0].fields
  }

  @Test(arguments: [
    ("192.0.2.9", "Hamburg"), ("2001:db8:1::5", "Porto"), ("::ffff:192.0.2.9", "Hamburg"),
    ("192.0.2.9:4711", "Hamburg"),
  ])
  func `an address of an office has its name`(address: String, office: String) throws {
    #expect(
      try Self.run(address) == [
        "user_ipaddress": .text(address), "office": .text(office), "is_internal": true,
      ])
  }

  @Test func `an address of nobody is a visitor's`() throws {
    #expect(
      try Self.run("203.0.113.1") == ["user_ipaddress": "203.0.113.1", "is_internal": false])
  }

  @Test func `a network without a name is internal`() throws {
    #expect(
      try Self.run("198.51.100.7") == ["user_ipaddress": "198.51.100.7", "is_internal": true])
  }

  @Test func `what is no address changes nothing`() throws {
    #expect(try Self.run("unknown") == ["user_ipaddress": "unknown"])
  }

  @Test func `the column may be a path`() throws {
    #expect(try Self.run("192.0.2.9", ", column: floor.name")?["office"] == "second")
  }

  @Test func `a path that is none is a finding at the option`() throws {
    let findings = #expect(throws: Findings.self) { try Self.run("192.0.2.9", ", column: 'a[x]'") }
    #expect(
      findings?.map(\.message) == ["the path 'a[x]' has a bracket without a whole number: '[x]'"])
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      try StageContract(
        .stage(OfficeNetwork.self), stages: "- { use: office_network, offices: offices }",
        lookups: ["offices": Self.offices()]
      ).hold()
    }
  }
}
