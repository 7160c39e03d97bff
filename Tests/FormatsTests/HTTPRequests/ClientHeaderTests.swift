import Formats
import StageKit
import Testing

@Suite struct ClientHeaderTests {
  private func address(_ headers: [String]) -> String? {
    let arena = Arena()
    var search = ClientAddress.HeaderSearch()
    for header in headers {
      guard let colon = header.firstRange(of: ": ") else {
        search.add(Bytes.constant(header), .empty)
        continue
      }
      search.add(
        Bytes.constant(String(header[..<colon.lowerBound])),
        Bytes.constant(String(header[colon.upperBound...])))
    }
    return search.address(arena: arena)?.string
  }

  @Test func `the shared vectors pass`() throws {
    try InputData.vectors("ip_address_extraction") { name, input, expected in
      let wanted = InputData.text(expected["ip"])
      if let field = input["cloudfront_x_forwarded_for"] as? String {
        let found = ClientAddress.forwardedFor(Bytes.constant(field))?.string
        #expect(found ?? InputData.text(input["collector_ip"]) == wanted, "\(name)")
      } else {
        let found = address(input["headers"] as? [String] ?? [])
        #expect(found ?? InputData.text(input["collector_ip"]) == wanted, "\(name)")
      }
      return true
    }
  }

  @Test(arguments: [
    ("1.2.3.4:80", "1.2.3.4"), ("[::1]:80", "::1"), ("\"1.2.3.4\"", "1.2.3.4"),
    ("fe80::1%eth0", "fe80::1"), ("unknown, 1.2.3.4", nil), ("1.2.3.4567", "1.2.3.456"),
    ("999.1.1.1", "999.1.1.1"), (" 1.2.3.4", nil), ("", nil), ("\"[", nil), ("12345", nil),
    ("1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8"), ("1.2.3_", "1.2."), ("é", nil),
  ])
  func `an address stands at the begin of its header`(text: String, wanted: String?) {
    #expect(address(["X-Forwarded-For: " + text]) == wanted)
    #expect(address(["forwarded: FOR=" + text]) == wanted)
  }

  @Test func `the first header with an address ends the search`() {
    let headers = ["X-Forwarded-For: x", "X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 2.2.2.2"]
    #expect(address(headers) == "1.1.1.1")
    #expect(address(["Forwarded: for=1.1.1.1", "X-Forwarded-For: x"]) == nil)
  }
}
