import StageKit
import StageTesting
import TestSupport
import Testing

@testable import AnonymizeIPStage

@Suite struct AnonymizeIPTests {
  static let fields = [Field("user_ipaddress", .text), Field("other_ip", .text)]

  /// What the stage makes of an address; nil when the field is empty then.
  private func masked(_ options: String, _ address: FieldValue?) throws -> FieldValue? {
    let test = try StageTest(
      [.stage(AnonymizeIP.self)], stages: "- { use: anonymize_ip\(options) }", fields: Self.fields)
    let event: TestEvent = address.map { ["user_ipaddress": $0] } ?? [:]
    return try #require(test.run([event]).first?.fields)["user_ipaddress"]
  }

  @Test(arguments: [
    // IPv4
    ("", "94.15.213.171", "94.15.213.x"), (", octets: 2", "94.15.213.171", "94.15.x.x"),
    (", octets: 3", "94.15.213.171", "94.x.x.x"), (", octets: 4", "94.15.213.171", "x.x.x.x"),
    // IPv6
    (", octets: 4", "2605:2700:0:3::4713:93e3", "2605:2700:0:3:x:x:x:x"),
    ("", "2605:2700:0:3::4713:93e3", "2605:2700:0:3:0:0:4713:x"),
    (", segments: 8", "2605:2700:0:3::4713:93e3", "x:x:x:x:x:x:x:x"),
    (", octets: 4, segments: 2", "f334::40cb:152.16.24.142", "f334:0:0:0:0:40cb:x:x"),
    // IPv4-mapped
    (", octets: 2", "::FFFF:152.16.24.123", "::FFFF:152.16.x.x"),
    (", octets: 2", "::ffff:152.16.24.123", "::ffff:152.16.x.x"),
    // no address, with a dot
    (", octets: 4", "777.2.23", "x.x.x"), ("", "777.2", "777.2"),
    // no address, with a colon
    (", segments: 6", "2700:zzzz::gggg", "2700:zzzz:x:x:x:x:x:x"),
    // other
    (", octets: 4", "unknown", "unknown"),
  ])
  func `the last parts are replaced`(options: String, address: String, result: String) throws {
    #expect(try masked(options, .text(address)) == .text(result))
  }

  @Test(arguments: [
    ("94.15.213.171", "94.15.x.x"), ("2605:2700:0:3::4713:93e3", "2605:2700:0:x:x:x:x:x"),
    ("::ffff:94.15.213.171", "::ffff:94.15.x.x"), ("777.2.23", "777.2.x"),
    ("2700:zzzz::gggg", "2700:zzzz::x:x:x:x:x"), ("unknown", "unknown"),
  ])
  func `the table of the read-me is true`(address: String, result: String) throws {
    #expect(try masked(", octets: 2, segments: 5", .text(address)) == .text(result))
  }

  @Test func `an empty field stays empty`() throws {
    #expect(try masked("", nil) == nil)
    #expect(try masked("", "") == nil)
  }

  @Test func `another field is read and the address is written`() throws {
    let test = try StageTest(
      [.stage(AnonymizeIP.self)], stages: "- { use: anonymize_ip, ip: other_ip }",
      fields: Self.fields)
    let after = try test.run([["other_ip": "192.0.2.1", "user_ipaddress": "192.0.2.2"]])
    #expect(
      after == [.written(["other_ip": "192.0.2.1", "user_ipaddress": "192.0.2.x"])])
  }

  @Test(arguments: ["octets: 0", "octets: 5", "segments: 0", "segments: 9"])
  func `a number of parts that no address has is refused`(option: String) {
    #expect(throws: Findings.self) { try masked(", \(option)", "192.0.2.1") }
  }

  @Test func `the shared vectors pass`() throws {
    for vector in try SharedFolder.vectors("anon_ip") {
      let config = try #require(vector["config"] as? [String: Any])
      let input = try #require(vector["input"] as? [String: Any])
      let expected = try #require(vector["expected"] as? [String: Any])
      let options = [("octets", "anonOctets"), ("segments", "anonSegments")].map { ours, theirs in
        (config[theirs] as? Int).map { ", \(ours): \($0)" } ?? ""
      }
      let address = (input["user_ipaddress"] as? String).map { FieldValue.text($0) }
      let result = try masked(options.joined(), address)
      #expect(
        result == (expected["user_ipaddress"] as? String).map { .text($0) },
        "\(vector["case"] ?? "")")
    }
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(AnonymizeIP.self), stages: "- { use: anonymize_ip, octets: 2, segments: 3 }",
        fields: AnonymizeIPTests.fields)
      let broken = try contract.run()
      #expect(broken.isEmpty)
    }
  }
}
