import EventModel
import Testing
import WebValues

@Suite struct IPAnonymizerTests {
  let arena = Arena()

  private func masked(_ text: String, _ octets: Int, _ segments: Int) -> String {
    IPAnonymizer.anonymize(bytes(text), octets: octets, segments: segments, arena: arena).string
  }

  @Test(arguments: [
    ("94.15.213.171", 2, 2, "94.15.x.x"), ("777.2.23", 4, 4, "x.x.x"), ("777.2", 1, 1, "777.2"),
    ("", 1, 1, "x"), ("::ffff:152.16.24.123", 2, 2, "::ffff:152.16.x.x"),
    ("::ffff:9810:187b", 2, 2, "152.16.x.x"), ("::FFFF:9810:187b", 1, 1, "::FFFF:152.16.24.x"),
    ("[2001:db8::1]:80", 2, 4, "2001:db8:0:0:x:x:x:x"), ("1.2.3.4", 0, 0, "1.2.3.4"),
    ("::1", 4, 8, "x:x:x:x:x:x:x:x"), ("1.2.3.4:80", 1, 1, "1.2.3.x"),
    ("a:b", 1, 1, "a:b:x:x:x:x:x:x"),
    ("unknown", 4, 8, "unknown"), ("1.2.3.4.5", 3, 3, "1.x.x.x.x"),
    ("2001:db8:85a3::8a2e:370:7334", 1, 0, "2001:db8:85a3:0:0:8a2e:370:7334"),
  ])
  func `the last parts are masked`(text: String, octets: Int, segments: Int, result: String) {
    #expect(masked(text, octets, segments) == result)
  }

  @Test func `the shared vectors pass`() throws {
    try SharedVectors.each("anon_ip") { name, input, expected, config in
      guard let text = input["user_ipaddress"] as? String else { return }
      let octets = try #require(config["anonOctets"] as? Int)
      let segments = config["anonSegments"] as? Int ?? octets
      #expect(masked(text, octets, segments) == expected["user_ipaddress"] as? String, "\(name)")
    }
  }
}
