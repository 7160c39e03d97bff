#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `workload LINES`: CloudFront pixel lines of about 1.2 kB to stdout, all of them good events.
@main
enum Main {
  static func main() {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
    var random = Random(seed: 7)
    print("#Version: 1.0")
    print("#Fields: \(fields)")
    for number in 0..<count { print(line(number, &random)) }
    fflush(nil)
  }

  static let fields =
    "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) "
    + "cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header "
    + "cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher "
    + "x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port "
    + "time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start "
    + "sc-range-end"

  static let agents = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  ]

  static func line(_ number: Int, _ random: inout Random) -> String {
    let path = random.pick(["/boots/", "/tents/", "/sale/", "/about-us/"]) + random.hex(12)
    var url = "https://www.shop.example" + path
    if random.below(3) == 0 {
      url +=
        "?utm_source=\(random.pick(["google", "news"]))&utm_medium=cpc&utm_term=hiking+boots&gclid=\(random.hex(30))"
    }
    let referer = random.pick([
      "https://www.google.com/search?q=hiking+boots", "https://t.co/abc", "https://blog.example/x",
      "https://www.shop.example/", "",
    ])
    var pairs = [
      ("e", random.pick(["pv", "pp", "se"])), ("url", url), ("page", "Boots & more | Shop"),
      ("eid", random.uuid()), ("tv", "js-3.24.0"), ("tna", "sp1"), ("aid", "shop"), ("p", "web"),
      ("cookie", "1"), ("cs", "UTF-8"), ("lang", "en-GB"), ("res", "1920x1080"), ("cd", "24"),
      ("tz", "Europe/London"), ("dtm", "17700000\(number % 89_999 + 10_000)"), ("vp", "1500x900"),
      ("ds", "1500x4000"), ("vid", "\(random.below(30) + 1)"), ("sid", random.uuid()),
      ("duid", random.uuid()), ("stm", "17700001\(number % 89_999 + 10_000)"),
    ]
    if !referer.isEmpty { pairs.append(("refr", referer)) }
    let query = pairs.map { "\($0.0)=\(encode($0.1, keeping: "-_.!~*'()"))" }.joined(separator: "&")
    let address =
      "\(random.below(223) + 1).\(random.below(256)).\(random.below(256)).\(random.below(256))"
    return [
      "2026-01-01", "00:00:00", "LHR62-C3", "450", address, "GET", "d3.cloudfront.net", "/i", "200",
      encode(url, keeping: "-_.!*()/:?=&+,;@$"),
      encode(random.pick(agents), keeping: "-_.!*()/:?=&+,;@$"),
      query.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25"),
      "-", "Hit", random.hex(52) + "==", "col.shop.example", "https", "1400", "0.002", "-",
      "TLSv1.3",
      "TLS_AES_128_GCM_SHA256", "Hit", "HTTP/2.0", "-", "-", "40000", "0.002", "Hit", "image/gif",
      "43",
      "-", "-",
    ].joined(separator: "\t")
  }

  static func encode(_ text: String, keeping kept: String) -> String {
    let plain = Set(kept.utf8)
    return text.utf8.map { byte in
      let isPlain = (byte | 32) >= 97 && (byte | 32) <= 122 || byte >= 48 && byte <= 57
      if isPlain || plain.contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" + digits : digits)
    }.joined()
  }
}
