import EventModel
import Glibc
import TestSupport
import Testing
import WebValues

@Suite struct IPAddressTests {
  private func text(_ address: IPAddress?) -> String? {
    guard let address else { return nil }
    if address.isV4 {
      return (0..<4).map { "\(address.v4 >> UInt32(24 - 8 * $0) & 255)" }.joined(separator: ".")
    }
    return (0..<8).map { String(address.group($0), radix: 16) }.joined(separator: ":")
  }

  @Test(arguments: [
    ("1.2.3.4", "1.2.3.4"), ("255.255.255.255", "255.255.255.255"), ("01.002.3.4", "1.2.3.4"),
    ("1.2.3.4:80", "1.2.3.4"), ("1.2.3", "1.2.0.3"), ("1.2", "1.0.0.2"), ("1", "0.0.0.1"),
    ("1:2", "0.0.0.1"),
    ("1.65535", "1.0.255.255"), ("1.16777215", "1.255.255.255"), ("1.2.65535", "1.2.255.255"),
    ("2001:DB8::1", "2001:db8:0:0:0:0:0:1"), ("[2001:db8::1]", "2001:db8:0:0:0:0:0:1"),
    ("[2001:db8::1]:443", "2001:db8:0:0:0:0:0:1"), ("::", "0:0:0:0:0:0:0:0"),
    ("::ffff:1.2.3.4", "1.2.3.4"), ("::FFFF:102:304", "1.2.3.4"), ("[::ffff:1.2.3.4]:1", "1.2.3.4"),
    ("::1.2.3.4", "0:0:0:0:0:0:102:304"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
    ("1::", "1:0:0:0:0:0:0:0"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
  ])
  func `these are addresses`(spelling: String, expected: String) {
    #expect(text(IPAddress.parse(bytes(spelling))) == expected)
  }

  @Test(arguments: [
    "", "-", "localhost", "1.2.3.4.5", "1.2.3.256", "256.1", "1.2.65536", "1.16777216", "1..2",
    ".1.2.3", "1.2.3.", "1.2.3.4:", "1.2.3.4:8.", "1:a", "1.2.3.4 ", "4294967295", "[1.2.3.4]",
    ":1", "1:", ":::", "1:::2", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "[::1", "[::1]x", "[::1]:", "[::1]:a", "fe80::1%eth0",
    "::1.2.3", "::1.2.3.04", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::ffff:1.2.3.256", "+1.2.3.4",
  ])
  func `these are not`(spelling: String) {
    #expect(IPAddress.parse(bytes(spelling)) == nil)
  }

  @Test func `IPv6 is read as inet_pton reads it`() {
    var random = SeededGenerator("IPv6 is read as inet_pton reads it")
    let pieces = [
      ":", "::", "0", "1", "ffff", "abc", "12345", ":1", ":f", "1.2.3.4", ".", "::ffff",
    ]
    var accepted = 0
    for _ in 0..<200_000 {
      let count = Int.random(in: 1...12, using: &random)
      let spelling = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard spelling.contains(where: { $0 == ":" }), !isNumberAndPort(spelling) else { continue }
      var room = in6_addr()
      let isValid = inet_pton(AF_INET6, spelling, &room) == 1
      let found = IPAddress.parse(bytes(spelling))
      #expect((found != nil) == isValid, "\(spelling)")
      guard isValid, let found else { continue }
      accepted += 1
      let (high, low) = withUnsafeBytes(of: &room) {
        (
          UInt64(bigEndian: $0.load(as: UInt64.self)),
          UInt64(bigEndian: $0.load(fromByteOffset: 8, as: UInt64.self))
        )
      }
      #expect(found == IPAddress(high: high, low: low), "\(spelling)")
    }
    #expect(accepted > 1000)
  }

  /// `1:1` and `1.2.3.4:1` are an IPv4 address with its port.
  private func isNumberAndPort(_ text: String) -> Bool {
    text.filter { $0 == ":" }.count == 1 && text.allSatisfy { $0.isNumber || ".:".contains($0) }
  }

  @Test(arguments: [
    ("127.0.0.1,127.0.0.2", "127.0.0.1"), ("1.0.0.1|2", "1.0.0.1"), ("1.0.0.1 2", "1.0.0.1"),
    ("1.0.0.1!1.0.0.2", "1.0.0.1!1.0.0.2"), (",", ""), ("", ""),
  ])
  func `the first token ends at a separator`(text: String, token: String) {
    #expect(ClientAddress.firstToken(bytes(text)).string == token)
  }

  @Test(arguments: [
    ("129.78.138.66", "129.78.138.66"), ("129.78.138.66,%20129.78.64.103", "129.78.138.66"),
    ("1.2.3.4%2C", "1.2.3.4"), ("999.1.1.1", "999.1.1.1"), ("2001:db8::1,1.1.1.1", "2001:db8::1"),
    ("::ffff:1.2.3.4", "::ffff:1.2.3.4"), ("-", nil), ("incorrect", nil), ("1.2.3", nil),
    ("cafe", nil), ("1:", nil), ("1.2:3", nil), ("", nil), ("1.2.3.4567", nil), (" 1.2.3.4", nil),
  ])
  func `the first address of a forwarding field`(field: String, address: String?) {
    #expect(ClientAddress.forwardedFor(bytes(field))?.string == address)
  }

  @Test func `the shared vectors pass`() throws {
    let arena = Arena()
    try SharedVectors.each("user_ipaddress") { name, input, expected, _ in
      guard let value = input["value"] as? String else { return }
      let token = ClientAddress.firstToken(bytes(value))
      let result = TextCleaning.tsvSafe(token, arena: arena)
      #expect(result.string == expected["user_ipaddress"] as? String, "\(name)")
    }
    try SharedVectors.each("ip_address_extraction") { name, input, expected, _ in
      guard let field = input["cloudfront_x_forwarded_for"] as? String else { return }
      let address = ClientAddress.forwardedFor(bytes(field))?.string
      #expect(address ?? input["collector_ip"] as? String == expected["ip"] as? String, "\(name)")
    }
  }

  @Test func `bits count from the left`() {
    #expect(IPAddress(v4: 0x8000_0001).bit(0) == 1)
    #expect(IPAddress(v4: 0x8000_0001).bit(1) == 0)
    #expect(IPAddress(v4: 0x8000_0001).bit(31) == 1)
    #expect(IPAddress(high: 1, low: 1 << 63).bit(63) == 1)
    #expect(IPAddress(high: 1, low: 1 << 63).bit(64) == 1)
    #expect(IPAddress(high: 1, low: 1 << 63).bit(65) == 0)
  }
}
