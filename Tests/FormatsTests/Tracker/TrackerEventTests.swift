import Formats
import StageKit
import Testing

@Suite struct TrackerEventTests {
  let bench: DecoderBench

  init() throws { bench = try DecoderBench(CloudFront.self) }

  @Test(arguments: [
    ("pv", "page_view", "com.snowplowanalytics.snowplow", "page_view"),
    ("pp", "page_ping", "com.snowplowanalytics.snowplow", "page_ping"),
    ("tr", "transaction", "com.snowplowanalytics.snowplow", "transaction"),
    ("ti", "transaction_item", "com.snowplowanalytics.snowplow", "transaction_item"),
    ("se", "struct", "com.google.analytics", "event"),
    ("ev", "struct", "com.google.analytics", "event"),
  ])
  func `an event has the columns of its schema`(
    code: String, event: String, vendor: String, name: String
  ) throws {
    let fields = try #require(try bench.fields(CloudFrontLine("e=\(code)").text()))
    #expect(fields["event"] == event)
    #expect(fields["event_vendor"] == vendor)
    #expect(fields["event_name"] == name)
    #expect(fields["event_format"] == "jsonschema")
    #expect(fields["event_version"] == "1-0-0")
  }

  @Test func `a self-describing event without JSON has no schema`() throws {
    let fields = try #require(try bench.fields(CloudFrontLine("e=ue").text()))
    #expect(fields["event"] == "unstruct")
    #expect(fields["event_vendor"] == nil)
  }

  @Test(arguments: [
    ("", "10:11:12.000"), ("ttm=1709287871999", "10:11:11.999"), ("dtm=5000", "10:11:12.000"),
    ("dtm=5000&stm=7500", "10:11:09.500"), ("dtm=7500&stm=7500", "10:11:12.000"),
    ("dtm=9000&stm=7500", "10:11:12.000"), ("stm=7500", "10:11:12.000"),
    ("dtm=5000&stm=7500&ttm=1709287871999", "10:11:11.999"),
  ])
  func `the derived time follows the clocks`(query: String, time: String) throws {
    let fields = try bench.fields(CloudFrontLine("e=pv&" + query).text())
    #expect(fields?["derived_tstamp"] == "2024-03-01 " + time)
  }

  @Test func `a delay over the end of a month is counted in milliseconds`() throws {
    let line = CloudFrontLine(
      "e=pv&dtm=1612051200000&stm=1614556800000", ["date": "2021-03-01", "time": "00:00:00"])
    #expect(try bench.fields(line.text())?["derived_tstamp"] == "2021-01-31 00:00:00.000")
  }

  @Test(arguments: [
    ("ip=8.8.8.8", "8.8.8.8"), ("ip=81.2.69.160,1.1.1.1", "81.2.69.160"), ("ip=a%7Cb", "a"),
    ("ip=a+b", "a"), ("ip=", nil), ("ip=%0910.1.1.1", "    10.1.1.1"), ("ip", "198.51.100.20"),
    ("ip=1.0.0.1!1.0.0.2", "1.0.0.1!1.0.0.2"), ("ip=[2a02:2e0::1]:443", "[2a02:2e0::1]:443"),
  ])
  func `the parameter ip goes before the address of the request`(
    query: String, address: String?
  ) throws {
    let fields = try bench.fields(CloudFrontLine("e=pv&" + query).text())
    #expect(fields?["user_ipaddress"] == address)
  }

  @Test func `parameters go before what the collector knows`() throws {
    let agent = ["cs(User-Agent)": "A"]
    let plain = try #require(try bench.fields(CloudFrontLine("e=pv", agent).text()))
    #expect(plain["useragent"] == "A")
    #expect(plain["v_collector"] == "cloudfront")
    #expect(plain["v_etl"] == "richline-0.1.0")
    #expect(plain["etl_tstamp"] == "2023-11-14 22:13:20.123")
    let own = try #require(try bench.fields(CloudFrontLine("e=pv&ua=B&cv=c", agent).text()))
    #expect(own["useragent"] == "B")
    #expect(own["v_collector"] == "c")
    let none = try #require(try bench.fields(CloudFrontLine("e=pv&ua=&cv=", agent).text()))
    #expect(none["useragent"] == nil)
    #expect(none["v_collector"] == "cloudfront")
  }

  @Test func `an event without an id gets one that derives from its line`() throws {
    let line = Bytes.constant(CloudFrontLine("e=pv").text())
    let id = try #require(try bench.fields(line, number: 7)?["event_id"])
    #expect(id.count == 36)
    #expect(id.dropFirst(14).first == "8")
    #expect(try bench.fields(line, number: 7)?["event_id"] == id)
    #expect(try bench.fields(line, number: 8)?["event_id"] != id)
    let given = "f732d278-120e-4ab6-845b-c1f11cd85dc7"
    let other = CloudFrontLine("e=pv&eid=\(given.uppercased())").text()
    #expect(try bench.fields(other)?["event_id"] == given)
  }

  @Test func `an id that is none stays empty`() throws {
    let lenient = try DecoderBench(CloudFront.self, ["invalid": .text("empty")])
    #expect(try lenient.fields(CloudFrontLine("e=pv&eid=x").text())?["event_id"] == nil)
  }

  @Test func `pages and referers are taken apart`() throws {
    let url = "https%253A%252F%252Fa.example%252Fp%252520q%253Fx%253D1%2523f"
    let line = CloudFrontLine("e=pv&url=\(url)&refr=http%3A%2F%2Fb.example%3A8080%2F%3F")
    let fields = try #require(try bench.fields(line.text()))
    #expect(fields["page_url"] == "https://a.example/p%20q?x=1#f")
    #expect(fields["page_urlscheme"] == "https")
    #expect(fields["page_urlhost"] == "a.example")
    #expect(fields["page_urlport"] == "443")
    #expect(fields["page_urlpath"] == "/p%20q")
    #expect(fields["page_urlquery"] == "x=1")
    #expect(fields["page_urlfragment"] == "f")
    #expect(fields["page_referrer"] == "http://b.example:8080/?")
    #expect(fields["refr_urlscheme"] == "http")
    #expect(fields["refr_urlhost"] == "b.example")
    #expect(fields["refr_urlport"] == "8080")
    #expect(fields["refr_urlpath"] == "/")
    #expect(fields["refr_urlquery"] == nil)
  }

  @Test func `page_url is printed after parsing, page_referrer is not`() throws {
    let query = "e=pv&url=http%3A%2F%2Fa.example%2Fb+c%7C&refr=http%3A%2F%2Fa.example%2Fb+c%7C"
    let fields = try #require(try bench.fields(CloudFrontLine(query).text()))
    #expect(fields["page_url"] == "http://a.example/b%20c%7C")
    #expect(fields["page_referrer"] == "http://a.example/b c|")
    #expect(fields["refr_urlpath"] == "/b%20c%7C")
  }

  @Test func `texts that are no URIs stay with empty, without parts`() throws {
    let lenient = try DecoderBench(CloudFront.self, ["invalid": .text("empty")])
    let line = CloudFrontLine("e=pv&url=http%3A%2F%2F&refr=1a:b").text()
    let fields = try #require(try lenient.fields(line))
    #expect(fields["page_url"] == "http://")
    #expect(fields["page_referrer"] == "1a:b")
    #expect(fields.keys.filter { $0.hasPrefix("page_url") } == ["page_url"])
    #expect(fields.keys.filter { $0.hasPrefix("refr_url") } == [])
    let referer = CloudFrontLine("e=pv", ["cs(Referer)": "http://"]).text()
    #expect(
      bench.failure(referer)?.errors == ["referer: Provided URI [http://] could not be parsed"])
  }
}
