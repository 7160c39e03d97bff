import Formats
import Foundation
import StageKit
import TestSupport
import Testing

@Suite struct ClojureTomcatTests {
  let bench: DecoderBench

  init() throws { bench = try DecoderBench(ClojureTomcat.self) }

  private func line(
    _ query: String = "e=pv&cv=clj-1.1.0-tom-0.2.0&nuid=n1", method: String = "GET",
    path: String = "/i", end: String = ""
  ) -> String {
    "2013-10-07\t19:47:54\t-\t37\t203.0.113.5\t\(method)\t203.0.113.5\t\(path)\t200\t"
      + "http://a.example/%2541\tMozilla%2F5.0+%28X%29\t\(query)\(end)"
  }

  @Test(arguments: ["", "\t-\t-\t-", "  -  - -", "\t-\t-\t-\t-\t-"])
  func `lines have 12, 15 or 17 fields`(end: String) throws {
    let fields = try #require(try bench.fields(line(end: end)))
    #expect(fields["event"] == "page_view")
    #expect(fields["collector_tstamp"] == "2013-10-07 19:47:54.000")
    #expect(fields["user_ipaddress"] == "203.0.113.5")
    #expect(fields["useragent"] == "Mozilla/5.0 (X)")
    #expect(fields["v_collector"] == "clj-1.1.0-tom-0.2.0")
    #expect(fields["network_userid"] == "n1")
    #expect(fields["page_url"] == "http://a.example/%2541")
  }

  @Test(arguments: ["\t-", "\t-\t-\t-\t-", "\t-\t-\tx", "\t-\t-\t-\t-\t-\t-"])
  func `other lines fail`(end: String) {
    let failure = Failure(.parse, "does not match the raw event format")
    #expect(bench.failure(line(end: end)) == failure)
    #expect(bench.failure(line().replacingOccurrences(of: "\t-\t37", with: "\tx\t37")) == failure)
    #expect(bench.failure("#Version: 1.0") == failure)
  }

  @Test func `percent signs are not doubled`() throws {
    #expect(try bench.fields(line("e=pv&page=a%2520b+c"))?["page_title"] == "a%20b c")
    #expect(try bench.fields(line("e=pv"))?["v_collector"] == "clj-tomcat")
  }

  @Test(arguments: [
    ("POST", "/i", "\t-\t-\t-", nil), ("POST", "/i", "\t-\t-\t-\ttext%2Fx\t-", nil),
    ("GET", "/i", "\t-\t-\t-\ttext%2Fx\t-", nil), ("POST", "/i", "\t-\t-\t-\ttext%2Fx\tYWJj", nil),
    (
      "GET", "/i", "\t-\t-\t-\ttext%2Fx\tYWJj",
      "operation must be POST if content type and/or body are provided"
    ),
    (
      "POST", "/com.snowplowanalytics.snowplow/tp2", "\t-\t-\t-\tapplication%2Fjson\tYWJj",
      "body: invalid json: expected a value at byte 0"
    ),
    ("GET", "/com.snowplowanalytics.snowplow/tp2", "", nil),
    ("POST", "/com.mailgun/v1", "", "vendor/version combination is not supported"),
    (
      "GET", "/favicon.ico", "",
      "path does not match (/)vendor/version(/) nor is a legacy /i(ce.png) request"
    ),
  ])
  func `bodies need a POST`(method: String, path: String, end: String, message: String?) throws {
    let text = line(method: method, path: path, end: end)
    #expect(bench.failure(text)?.message == message)
    let skipping = try DecoderBench(ClojureTomcat.self, ["other_requests": .text("skip")])
    let isOther = path == "/favicon.ico" || path.hasPrefix("/com.mail")
    #expect(skipping.failure(text)?.message == (isOther ? nil : message))
  }

  @Test func `a body gives its events`() throws {
    let body =
      #"{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":["#
      + #"{"tv":"t","p":"web","e":"pv","aid":"a"},{"tv":"t","p":"web","e":"pp","vid":"x"}]}"#
    let encoded = Data(body.utf8).base64EncodedString()
    let text = line(
      method: "POST", path: "/com.snowplowanalytics.snowplow/tp2",
      end: "\t-\t-\t-\tapplication%2Fjson\t" + encoded)
    #expect(try bench.events(text).map { $0["app_id"] } == ["a"])
    #expect(bench.rejected == ["1: vid: Cannot be converted to java.lang.Integer"])
  }

  @Test(arguments: ["GET", "POST"])
  func `a redirect is an event, whatever its method`(method: String) throws {
    let text = line("u=http%3A%2F%2Fa%2F&cv=clj-1", method: method, path: "/r/tp2")
    let fields = try #require(try bench.fields(text))
    #expect(fields["unstruct_event"]?.hasSuffix(#""data":{"uri":"http://a/"}}}"#) == true)
    #expect(fields["v_collector"] == "clj-1")
    #expect(
      bench.failure(line("cv=clj-1", path: "/r/tp2"))?.message
        == "querystring: missing `u` parameter: not a valid URI redirect")
    #expect(
      bench.failure(line("-", path: "/r/tp2"))?.message
        == "empty querystring: not a valid URI redirect")
  }

  @Test func `an empty query is no event`() {
    #expect(bench.failure(line("-"))?.message == "empty querystring: not a valid URI redirect")
  }

  @Test func `random changes of lines never trap`() throws {
    var random = SeededGenerator("clojure_tomcat")
    let lines = ["", "\t-\t-\t-", "\t-\t-\t-\ttext%2Fx\tYWJj"].map { Bytes.constant(line(end: $0)) }
    for _ in 0..<5_000 {
      guard let line = lines.randomElement(using: &random) else { break }
      do throws(Failure) { _ = try bench.decode(random.mutated(line)) } catch {}
    }
  }
}
