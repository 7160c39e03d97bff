import EventModel
import LookupKit
import Testing

@Suite struct `address ranges` {
  private func range(_ text: String) throws -> AddressRange {
    try AddressRange(parsing: Bytes.constant(text))
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0/8"), ("10.1.2.3", "10.1.2.3/32"), ("0.0.0.0/0", "0.0.0.0/0"),
    ("192.0.2.0-192.0.2.255", "192.0.2.0/24"), ("192.0.2.1 - 192.0.2.9", "192.0.2.1-192.0.2.9"),
    ("2001:DB8::/32", "2001:db8::/32"), ("::1", "0.0.0.1/32"), ("::/0", "::/0"),
    ("2001:db8:0:1::", "2001:db8:0:1::/128"), ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
    ("2001:db8::1-2001:db8::3", "2001:db8::1-2001:db8::3"), ("1:0:0:2::/64", "1:0:0:2::/64"),
    ("::ffff:1.2.3.4", "1.2.3.4/32"), ("255.255.255.255/32", "255.255.255.255/32"),
  ])
  func `are read and written`(text: String, written: String) throws {
    #expect("\(try range(text))" == written)
  }

  @Test(arguments: [
    ("", "'' is no network"), ("10.0.0", "'10.0.0' is no network"),
    ("10.0.0.1:80", "'10.0.0.1:80' is no network"), ("[::1]", "'[::1]' is no network"),
    ("10.0.0.0/33", "'10.0.0.0/33' is no network: its prefix is too long or too short"),
    ("::ffff:1.0.0.0/8", "'::ffff:1.0.0.0/8' is no network: its prefix is too long or too short"),
    ("2001:db8::/129", "'2001:db8::/129' is no network: its prefix is too long or too short"),
    ("10.0.0.0/", "'10.0.0.0/' is no network"), ("10.0.0.0/-1", "'10.0.0.0/-1' is no network"),
    (
      "10.1.2.3/8",
      "'10.1.2.3/8' is no network: it has bits behind its prefix; the network is '10.0.0.0/8'"
    ),
    ("10.0.0.9-10.0.0.1", "the range '10.0.0.9-10.0.0.1' ends before it begins"),
    ("10.0.0.9-::9", "'10.0.0.9-::9' is no range of addresses"),
    ("host.example", "'host.example' is no network"),
  ])
  func `are refused`(text: String, said: String) {
    #expect(message { _ = try range(text) } == said)
  }
}
