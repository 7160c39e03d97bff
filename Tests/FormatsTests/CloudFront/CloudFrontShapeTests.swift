import Formats
import Foundation
import StageKit
import Testing

/// Logs of other kinds than the standard one.
@Suite struct CloudFrontShapeTests {
  let bench: DecoderBench

  init() throws { bench = try DecoderBench(CloudFront.self) }

  private static let realTimeNames = """
    timestamp c-ip time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host cs-uri-stem \
    cs-bytes x-edge-location x-edge-request-id x-host-header time-taken cs-protocol-version \
    c-ip-version cs-user-agent cs-referer cs-cookie cs-uri-query x-edge-response-result-type \
    x-forwarded-for ssl-protocol ssl-cipher x-edge-result-type fle-encrypted-fields fle-status \
    sc-content-type sc-content-len sc-range-start sc-range-end c-port x-edge-detailed-result-type \
    c-country cs-accept-encoding cs-accept cache-behavior-path-pattern cs-headers cs-header-names \
    cs-headers-count origin-fbl origin-lbl asn
    """.split(separator: " ").map(String.init)

  private func realTime(_ values: [String: String] = [:]) -> CloudFrontLine {
    var line = CloudFrontLine("e=pv&p=web")
    line.values["timestamp"] = "1607374321.541"
    line.values["cs-host"] = "col.shop.example"
    line.values["x-host-header"] = "d1.cloudfront.net"
    line.values["cs-protocol"] = "https"
    for (name, value) in values { line.values[name] = value }
    return line
  }

  @Test(arguments: [40, 41, 42, 43])
  func `real-time logs are known by their first field`(count: Int) throws {
    let line = realTime(["cs-uri-stem": "/i?e=se", "cs-user-agent": "A%2520B"])
    let fields = try #require(
      try bench.fields(line.text(Array(Self.realTimeNames.prefix(count)))))
    #expect(fields["event"] == "page_view")
    #expect(fields["collector_tstamp"] == "2020-12-07 20:52:01.541")
    #expect(fields["user_ipaddress"] == "198.51.100.20")
    #expect(fields["useragent"] == "A B")
  }

  @Test func `a real-time log of chosen fields needs their names`() throws {
    let names = ["timestamp", "c-ip", "cs-method", "cs-uri-stem", "cs-user-agent"]
    let line = realTime(["cs-uri-stem": "/i?e=pp&url=http%253A%252F%252Fa.example"]).text(names)
    #expect(
      bench.failure(line)
        == Failure(
          .parse,
          "does not match header or data row formats: this looks like a real-time log of 5 fields, "
            + "which the option 'columns' must name"))
    let named = try DecoderBench(CloudFront.self, ["columns": .list(names.map { .text($0) })])
    named.begin()
    let fields = try #require(try named.fields(line))
    #expect(fields["event"] == "page_ping")
    #expect(fields["page_url"] == "http://a.example")
  }

  @Test(arguments: [
    ("1607374321", "2020-12-07 20:52:01.000"), ("1607374321.5", "2020-12-07 20:52:01.500"),
    ("1607374321.54199", "2020-12-07 20:52:01.541"), ("1607374321541", "2020-12-07 20:52:01.541"),
    ("1607374321.", nil), (".5", nil), ("-1607374321", nil), ("1607374321541.1", nil),
    ("999999999999999", nil), ("x", nil),
  ])
  func `times are seconds or milliseconds since 1970`(text: String, time: String?) throws {
    let names = ["timestamp", "cs-method", "cs-uri-stem", "cs-uri-query"]
    let bench = try DecoderBench(CloudFront.self, ["invalid": .text("empty")])
    bench.begin(after: ["#Fields: " + names.joined(separator: " ")])
    let fields = try #require(try bench.fields(realTime(["timestamp": text]).text(names)))
    #expect(fields["collector_tstamp"] == time)
  }

  @Test func `standard logging v2 has its columns in front and behind`() throws {
    let names = ["timestamp", "DistributionId"] + CloudFrontLine.names + ["timestamp(ms)", "asn"]
    bench.begin(after: ["#Version:\t1.0", "#Fields:\t" + names.joined(separator: "\t")])
    let line = CloudFrontLine(
      "e=pv", ["timestamp": "1709287872", "timestamp(ms)": "1709287872345"])
    let fields = try #require(try bench.fields(line.text(names)))
    #expect(fields["collector_tstamp"] == "2024-03-01 10:11:12.000")
    #expect(fields["user_ipaddress"] == "198.51.100.20")
  }

  @Test func `all names of CloudFront's logs are known`() throws {
    for names in [CloudFrontLine.names, Self.realTimeNames] {
      bench.begin(after: ["#Fields: " + names.joined(separator: " ")])
      var line = realTime()
      line.values["x-forwarded-for"] = "203.0.113.9"
      #expect(try bench.fields(line.text(names))?["user_ipaddress"] == "203.0.113.9")
    }
  }

  @Test(arguments: ["cs(User-Agent)", "cs-user-agent", "cs_user_agent", "CS-User-Agent"])
  func `names are taken with and without parentheses`(name: String) throws {
    let names = ["date", "time", "cs-method", "cs-uri-stem", "cs-uri-query", name]
    bench.begin(after: ["#Fields: " + names.joined(separator: " ")])
    #expect(
      try bench.fields(CloudFrontLine("e=pv", [name: "A%20B"]).text(names))?["useragent"] == "A B")
  }

  @Test func `a line that begins with a brace is JSON`() throws {
    let fields = try #require(
      try bench.fields(
        #"{"date":"2025-02-03","time":"04:05:06","x-edge-location":"FRA1","c-ip":"203.0.113.7","#
          + #""cs-method":"GET","cs(Host)":"d.cloudfront.net","cs-uri-stem":"\/i","#
          + #""cs(Referer)":"-","cs(User-Agent)":"A%20B","cs-uri-query":"e=pv&page=a%2520b","#
          + #""asn":"64500","sc-status":200,"x":{"y":["\t"]}}"#))
    #expect(fields["page_title"] == "a b")
    #expect(fields["useragent"] == "A B")
    #expect(fields["collector_tstamp"] == "2025-02-03 04:05:06.000")
    #expect(fields["user_ipaddress"] == "203.0.113.7")
    #expect(fields["page_url"] == nil)
  }

  @Test(arguments: [
    ("{", "the line begins with '{' and is no JSON object: expected a key in quotes at byte 1"),
    (
      "{}x",
      "the line begins with '{' and is no JSON object: expected the end of the text at byte 2"
    ),
    ("{}", "the JSON line of the log has no 'date', 'time', 'cs-method', 'cs-uri-stem'"),
    (
      #"{"timestamp(ms)":"1","cs-uri-stem":"/i"}"#,
      "the JSON line of the log has no 'cs-method'"
    ),
    (#"{"timestamp":"1","cs-method":"G\tGET","cs-uri-stem":"/i"}"#, "operation must be GET"),
  ])
  func `other lines with a brace fail`(line: String, message: String) {
    #expect(bench.failure(line) == Failure(.parse, message))
  }

  @Test func `blanks may stand between the fields`() throws {
    let line = CloudFrontLine("e=pv&aid=x").text(15).replacingOccurrences(of: "\t", with: "  ")
    #expect(try bench.fields(line)?["app_id"] == "x")
    #expect(bench.failure(" " + line)?.message == "does not match header or data row formats")
    bench.begin(after: ["#Fields: date cs-method time cs-uri-stem cs-uri-query"])
    #expect(try bench.fields("2024-03-01 GET  10:11:12 /i e=pv")?["event"] == "page_view")
  }

  @Test func `a redirect is an event as it is in recorded requests`() throws {
    let entity =
      #"{"schema":"iglu:com.snowplowanalytics.snowplow/uri_redirect/jsonschema/1-0-0","#
      + #""data":{"uri":"http://a/?x=ü y"}}"#
    // Percent signs are doubled or not, as in every query of these logs.
    for target in ["http%253A%252F%252Fa%252F%253Fx%253D%25C3%25BC+y", "http://a/?x=%C3%BC%20y"] {
      let line = CloudFrontLine("u=\(target)&aid=b", ["cs-uri-stem": "/r/tp2"])
      let own = try #require(try bench.fields(line.text()))
      #expect(own["unstruct_event"]?.hasSuffix("\"data\":\(entity)}") == true)
      #expect(own["event_name"] == "uri_redirect")
      #expect([own["v_tracker"], own["platform"], own["app_id"]] == ["r-tp2", "web", "b"])
      #expect(own["user_ipaddress"] == "198.51.100.20")
      let other = CloudFrontLine("e=pv&p=mob&u=\(target)", ["cs-uri-stem": "/r/tp2/"])
      #expect(
        try bench.fields(other.text())?["contexts"]?.hasSuffix("\"data\":[\(entity)]}") == true)
    }
    let exact = try DecoderBench(CloudFront.self, ["dialect": .text("snowplow")])
    let line = CloudFrontLine("u=x", ["cs-uri-stem": "/r/tp2"]).text(23)
    #expect(try exact.fields(line)?["event_name"] == "uri_redirect")
  }

  @Test func `a query may stand in the stem`() throws {
    let line = CloudFrontLine("-", ["cs-uri-stem": "/ice.png?e=pv&page=x"])
    #expect(try bench.fields(line.text(12))?["page_title"] == "x")
  }

  @Test(arguments: [
    ("/com.snowplowanalytics.snowplow/tp2", nil), ("/com.snowplowanalytics.snowplow/tp1/", nil),
    ("/com.acme/v1", "vendor/version combination is not supported"),
    ("/r/tp2", "querystring: missing `u` parameter: not a valid URI redirect"),
    ("/r/tp1", "vendor/version combination is not supported"),
    ("/a/b/c", "path does not match (/)vendor/version(/) nor is a legacy /i(ce.png) request"),
  ])
  func `paths name a vendor and a version`(path: String, message: String?) {
    let line = CloudFrontLine("e=pv", ["cs-uri-stem": path]).text()
    #expect(bench.failure(line)?.message == message)
  }
}
