import Formats
import StageKit
import Testing

@Suite struct CloudFrontLineTests {
  let bench: DecoderBench

  init() throws { bench = try DecoderBench(CloudFront.self) }

  @Test(arguments: [12, 15, 18, 19, 23, 24, 26, 33])
  func `lines without a header are read by their number of fields`(count: Int) throws {
    let line = CloudFrontLine("e=pv&p=web", ["x-forwarded-for": "203.0.113.9,%2010.0.0.1"])
    let fields = try #require(try bench.fields(line.text(count)))
    #expect(fields["event"] == "page_view")
    #expect(fields["collector_tstamp"] == "2024-03-01 10:11:12.000")
    #expect(fields["user_ipaddress"] == (count < 23 ? "198.51.100.20" : "203.0.113.9"))
    #expect(try bench.fields(line.text(count) + "\t")?["event"] == "page_view")
  }

  @Test(arguments: [1, 2, 11, 13, 14, 16, 20, 21, 22])
  func `other numbers of fields fail`(count: Int) {
    let line = String(CloudFrontLine().text(count))
    let message = "does not match header or data row formats"
    #expect(bench.failure(line) == Failure(.parse, message))
  }

  @Test func `lines may have more fields than can be read`() throws {
    let line = CloudFrontLine().text() + String(repeating: "\tx", count: 100)
    #expect(try bench.fields(line)?["platform"] == "web")
    bench.begin(after: ["#Fields: " + String(repeating: "x ", count: 70) + "date"])
    #expect(
      bench.failure(line)?.message.hasPrefix("the #Fields header of the log does not name 'date'")
        == true)
  }

  @Test func `a header puts fields into any order`() throws {
    let names = [
      "cs-uri-query", "x-forwarded-for", "c-ip", "cs(User-Agent)", "cs(Referer)", "cs-uri-stem",
      "x-new", "cs-method", "time", "date",
    ]
    bench.begin(after: ["#Version: 1.0", "#Fields: " + names.joined(separator: " ")])
    let line = CloudFrontLine(
      "e=pp&aid=x",
      [
        "cs(User-Agent)": "Agent%2520%252B+1", "cs(Referer)": "http://a.example/%2520b%",
        "x-forwarded-for": "2001:db8::1",
      ])
    let fields = try #require(try bench.fields(line.text(names)))
    #expect(fields["event"] == "page_ping")
    #expect(fields["useragent"] == "Agent ++1")
    #expect(fields["page_url"] == "http://a.example/%20b")
    #expect(fields["user_ipaddress"] == "2001:db8::1")
    #expect(bench.failure(CloudFrontLine().text())?.kind == .parse)
  }

  @Test func `a header in the middle of a block counts from there on`() throws {
    bench.begin()
    #expect(try bench.fields(CloudFrontLine().text(12)) != nil)
    #expect(try bench.fields("#Version: 1.0") == nil)
    #expect(try bench.fields("#Fields: time date cs-method cs-uri-stem cs-uri-query") == nil)
    #expect(try bench.fields("10:11:12\t2024-03-01\tget\t/i\te=se")?["event"] == "struct")
    #expect(try bench.fields("# a remark") == nil)
    #expect(try bench.fields("10:11:12\t2024-03-01\tget\t/i\te=se\t")?["event"] == "struct")
    #expect(bench.failure(CloudFrontLine().text(12))?.kind == .parse)
    bench.begin()
    #expect(try bench.fields(CloudFrontLine().text(12)) != nil)
  }

  @Test func `a header that lacks fields is named in the failure`() {
    bench.begin(after: ["#Fields: time cs-method x"])
    #expect(
      bench.failure("a\tb\tc")
        == Failure(
          .parse,
          "the #Fields header of the log does not name 'date', 'cs-uri-stem', 'cs-uri-query'"))
  }

  @Test(arguments: ["x-event", "x-cf-status"])
  func `logs of streaming distributions fail with words of their own`(name: String) {
    let message =
      "does not match header or data row formats: this is the log of a streaming (RTMP) "
      + "distribution, which holds no pixel requests"
    #expect(bench.failure(CloudFrontLine().text(17)) == Failure(.parse, message))
    bench.begin(after: ["#Fields: date time \(name)"])
    #expect(bench.failure("a\tb\tc") == Failure(.parse, message))
  }

  @Test(arguments: [
    ("cs-method", "HEAD", "operation must be GET"),
    ("cs-method", "-", "operation must be GET"),
    (
      "cs-uri-stem", "/favicon.ico",
      "path does not match (/)vendor/version(/) nor is a legacy /i(ce.png) request"
    ),
    (
      "cs-uri-stem", "/ix",
      "path does not match (/)vendor/version(/) nor is a legacy /i(ce.png) request"
    ),
    ("cs-uri-query", "-", "empty querystring: not a valid URI redirect"),
    ("cs-uri-query", "", "empty querystring: not a valid URI redirect"),
  ])
  func `other requests fail, or are skipped`(name: String, value: String, message: String) throws {
    var line = CloudFrontLine()
    line.values[name] = value
    #expect(bench.failure(line.text()) == Failure(.parse, message))
    let skipping = try DecoderBench(CloudFront.self, ["other_requests": .text("skip")])
    #expect(try skipping.fields(line.text()) == nil)
    #expect(skipping.failure("x")?.kind == .parse)
  }

  @Test(arguments: ["/i", "/ice.png", "/i?a=b", "/ice.png?"])
  func `pixels have these paths`(stem: String) throws {
    let line = CloudFrontLine("e=pv", ["cs-uri-stem": stem, "cs-method": "gEt"])
    #expect(try bench.fields(line.text())?["event"] == "page_view")
  }

  @Test func `a time that cannot be read is an invalid value`() throws {
    let line = CloudFrontLine("e=pv&vid=x", ["time": "25:00:00"])
    #expect(
      bench.failure(line.text())
        == Failure(
          .invalid, "2 values cannot be converted: collector_tstamp, vid",
          errors: [
            "collector_tstamp: Not in the expected format: date and time",
            "vid: Cannot be converted to java.lang.Integer",
          ]))
    let empty = try DecoderBench(CloudFront.self, ["invalid": .text("empty")])
    let fields = try #require(try empty.fields(line.text()))
    #expect(fields["collector_tstamp"] == nil)
    #expect(fields["derived_tstamp"] == nil)
    #expect(fields["etl_tstamp"] == "2023-11-14 22:13:20.123")
  }

  @Test(arguments: [
    ("unknown", "198.51.100.20"), ("-", "198.51.100.20"), ("10.0.0.1,81.2.69.160", "10.0.0.1"),
    ("2a02:2e0::1", "2a02:2e0::1"), ("67.71.16.237,%20202.134.75.113", "67.71.16.237"),
  ])
  func `the first forwarded address goes before that of the client`(
    field: String, address: String
  ) throws {
    let line = CloudFrontLine("e=pv", ["x-forwarded-for": field])
    #expect(try bench.fields(line.text())?["user_ipaddress"] == address)
  }
}
