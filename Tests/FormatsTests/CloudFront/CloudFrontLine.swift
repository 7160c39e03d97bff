/// A line of a CloudFront log in the making.
struct CloudFrontLine {
  /// CloudFront's own 33 fields.
  static let names = """
    date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) \
    cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header \
    cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher \
    x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port \
    time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start \
    sc-range-end
    """.split(separator: " ").map(String.init)

  var values: [String: String] = [
    "date": "2024-03-01", "time": "10:11:12", "c-ip": "198.51.100.20", "cs-method": "GET",
    "cs-uri-stem": "/i", "cs-uri-query": "e=pv&p=web", "sc-status": "200",
  ]

  init(_ query: String = "e=pv&p=web", _ others: [String: String] = [:]) {
    values["cs-uri-query"] = query
    for (name, value) in others { values[name] = value }
  }

  /// The line with the first `count` of CloudFront's own fields.
  func text(_ count: Int = 33) -> String { text(Array(CloudFrontLine.names.prefix(count))) }

  /// The line with fields in an order of one's own.
  func text(_ names: [String]) -> String {
    names.map { values[$0] ?? "-" }.joined(separator: "\t")
  }
}
