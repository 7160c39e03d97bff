import Formats
import StageKit
import Testing

@Suite struct AccessLogTests {
  let bench: DecoderBench

  init() throws {
    bench = try DecoderBench(CloudFront.self, ["other_requests": .text("access_log")])
  }

  private static let line = CloudFrontLine(
    "q=a%2520b",
    [
      "cs-uri-stem": "/view/my%2520file.html", "cs-method": "HEAD", "sc-status": "304",
      "sc-bytes": "182", "cs(Host)": "d.cloudfront.net", "x-host-header": "www.shop.example",
      "cs-protocol": "https", "cs-bytes": "23", "time-taken": "0.001",
      "cs-protocol-version": "HTTP/2.0", "x-edge-result-type": "Hit", "x-edge-location": "FRA2",
      "cs(Referer)": "https://a.example/?x=%2541", "cs(User-Agent)": "A%2520B",
    ])

  @Test func `a request that is no pixel request has its parts in fields`() throws {
    var fields = try #require(try bench.fields(Self.line.text()))
    for made in ["event_id", "etl_tstamp", "v_etl"] {
      #expect(fields.removeValue(forKey: made) != nil)
    }
    #expect(
      fields == [
        "collector_tstamp": "2024-03-01 10:11:12.000", "derived_tstamp": "2024-03-01 10:11:12.000",
        "v_collector": "cloudfront", "user_ipaddress": "198.51.100.20", "useragent": "A B",
        "page_url": "https://www.shop.example/view/my%20file.html?q=a%20b",
        "page_urlscheme": "https", "page_urlhost": "www.shop.example", "page_urlport": "443",
        "page_urlpath": "/view/my%20file.html", "page_urlquery": "q=a%20b",
        "page_referrer": "https://a.example/?x=%41", "refr_urlscheme": "https",
        "refr_urlhost": "a.example", "refr_urlport": "443", "refr_urlpath": "/",
        "refr_urlquery": "x=%41", "http_method": "HEAD", "http_scheme": "https",
        "http_host": "www.shop.example", "http_path": "/view/my%20file.html",
        "http_query": "q=a%20b", "http_protocol": "HTTP/2.0", "http_status": "304",
        "http_bytes": "182", "http_request_bytes": "23", "http_duration": "0.001",
        "http_result": "Hit", "http_edge": "FRA2",
      ])
  }

  @Test func `pixel requests stay events of the tracker`() throws {
    let fields = try #require(try bench.fields(CloudFrontLine("e=pv").text()))
    #expect(fields["event"] == "page_view")
    #expect(fields["http_method"] == nil)
  }

  @Test func `logs of 2012 know the host of the distribution only`() throws {
    let fields = try #require(try bench.fields(Self.line.text(12)))
    #expect(fields["http_host"] == "d.cloudfront.net")
    #expect(fields["page_urlscheme"] == "http")
    #expect(fields["http_duration"] == nil)
  }

  @Test func `values that do not fit are named together`() {
    var line = Self.line
    line.values["sc-status"] = "x"
    line.values["time"] = "y"
    line.values["time-taken"] = "z"
    #expect(
      bench.failure(line.text())
        == Failure(
          .invalid, "3 values cannot be converted: collector_tstamp, http_status, http_duration",
          errors: [
            "collector_tstamp: Not in the expected format: date and time",
            "http_status: 'x' is no number", "http_duration: 'z' is no number",
          ]))
  }

  @Test func `with the event it is Snowplow's`() throws {
    let bench = try DecoderBench(
      CloudFront.self,
      ["other_requests": .text("access_log"), "access_log_event": .boolean(true)])
    let fields = try #require(try bench.fields(Self.line.text(15)))
    #expect(fields["event"] == "unstruct")
    #expect(fields["platform"] == "srv")
    #expect(fields["event_vendor"] == "com.amazon.aws.cloudfront")
    #expect(fields["event_name"] == "wd_access_log")
    #expect(fields["event_version"] == "1-0-1")
    #expect(fields["page_url"] == "https://a.example/?x=%2541")
    #expect(
      fields["unstruct_event"]
        == #"{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","#
        + #""data":{"schema":"iglu:com.amazon.aws.cloudfront/wd_access_log/jsonschema/1-0-1","#
        + #""data":{"dateTime":"2024-03-01T10:11:12Z","xEdgeLocation":"FRA2","scBytes":182,"#
        + #""cIp":"198.51.100.20","csMethod":"HEAD","csHost":"d.cloudfront.net","#
        + #""csUriStem":"/view/my%2520file.html","scStatus":"304","#
        + #""csReferer":"https://a.example/?x=A","csUserAgent":"A B","csUriQuery":"q=a%20b","#
        + #""csCookie":"-","xEdgeResultType":"Hit","xEdgeRequestId":"-"}}}"#)
    let whole = try #require(try bench.fields(Self.line.text(33)))
    #expect(whole["event_version"] == "1-0-6")
  }

  @Test func `Enrich's numbers are checked as Enrich does`() throws {
    let bench = try DecoderBench(
      CloudFront.self,
      [
        "dialect": .text("snowplow"), "other_requests": .text("access_log"),
        "access_log_event": .boolean(true),
      ])
    var line = Self.line
    line.values["sc-bytes"] = "a"
    line.values["time-taken"] = "-"
    #expect(
      bench.failure(line.text(19))?.errors == [
        "scBytes: cannot be converted to Int", "timeTaken: cannot be converted to Double",
      ])
    #expect(
      bench.failure(line.text(33))?.message
        == "access log contained 33 fields, expected 12, 15, 18, 19, 23, 24 or 26")
    #expect(try bench.fields(CloudFrontLine("e=pv").text(12))?["event"] == "page_view")
  }
}
