import Formats
import Foundation
import StageKit
import TestSupport
import Testing

@Suite struct HTTPRequestTests {
  let bench: DecoderBench
  let lenient: DecoderBench

  init() throws {
    bench = try DecoderBench(HTTPRequests.self)
    lenient = try DecoderBench(HTTPRequests.self, ["invalid": .text("empty")])
  }

  static let tp2 = "/com.snowplowanalytics.snowplow/tp2"

  static func line(_ object: [String: Any]) -> String {
    let all = ["timestamp": 1000].merging(object) { $1 }
    let data = try? JSONSerialization.data(withJSONObject: all, options: .sortedKeys)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  static func post(_ events: String, query: String? = nil, version: String = "1-0-4") -> String {
    var object: [String: Any] = [
      "path": tp2, "contentType": "application/json",
      "body":
        #"{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/\#(version)","#
        + #""data":\#(events)}"#,
    ]
    if let query { object["querystring"] = query }
    return line(object)
  }

  @Test func `the events of a body come one by one under the parameters of the query`() throws {
    let events = try bench.events(
      HTTPRequestTests.post(
        #"[{"tv":"t","p":"web","e":"pv","aid":"a","page":"1%2B+\t\u00e9","vid":"7"},"#
          + #"{"tv":"t","p":"mob","e":"se","aid":"b"}]"#, query: "aid=q%2B+1&p&nosuch=1"))
    #expect(events.count == 2)
    #expect(events.map { $0["app_id"] } == ["q+ 1", "q+ 1"])
    #expect(events.map { $0["platform"] } == [nil, nil])
    #expect(events.map { $0["event"] } == ["page_view", "struct"])
    #expect(events[0]["page_title"] == "1%2B+    é")
    #expect(events[0]["domain_sessionidx"] == "7")
    #expect(events[1]["domain_sessionidx"] == nil)
    #expect(events[0]["event_id"] != events[1]["event_id"])
    #expect(events[0]["collector_tstamp"] == "1970-01-01 00:00:01.000")
  }

  @Test func `a body of a thousand events gives a thousand, and a bad one fails alone`() throws {
    func body(_ bad: Int?) -> String {
      let events = (0..<1000).map {
        #"{"tv":"t","p":"web","e":"pv","tid":"\#($0 == bad ? "x" : "\($0)")"}"#
      }
      return HTTPRequestTests.post("[" + events.joined(separator: ",") + "]")
    }
    let events = try bench.events(body(nil))
    #expect(events.map { $0["txn_id"] } == (0..<1000).map { "\($0)" })
    #expect(Set(events.map { $0["event_id"] }).count == 1000)
    for bad in [0, 255, 256, 999] {
      let others = (0..<1000).filter { $0 != bad }.map { "\($0)" }
      #expect(try bench.events(body(bad)).map { $0["txn_id"] } == others)
      #expect(bench.rejected == ["\(bad): tid: Cannot be converted to java.lang.Integer"])
    }
    #expect(try lenient.events(body(999)).count == 1000)
  }

  static let refused: [(request: [String: String], errors: [String])] = [
    ([:], ["path: request does not contain a path"]),
    (["target": "?e=pv"], ["path: request does not contain a path"]),
    (
      ["path": "/favicon.ico", "querystring": "e=pv"],
      [
        "path: path does not match (/)vendor/version(/) nor is a legacy /i(ce.png) request: "
          + "'/favicon.ico'"
      ]
    ),
    (
      ["path": "/com.acme/v1"],
      ["path: vendor/version combination is not supported: '/com.acme/v1'"]
    ),
    (["path": "/i"], ["querystring: empty querystring: not a valid URI redirect"]),
    (["path": "/r/tp2"], ["querystring: empty querystring: not a valid URI redirect"]),
    (
      ["path": "r/tp2/", "querystring": "e=pv&u"],
      ["querystring: missing `u` parameter: not a valid URI redirect"]
    ),
    (
      ["path": tp2],
      [
        "body: empty body: not a valid tracker protocol event",
        "querystring: empty querystring: not a valid tracker protocol event",
      ]
    ),
    (
      ["path": tp2, "contentType": "application/json", "querystring": "e=pv"],
      ["body: empty body: not a valid track protocol event"]
    ),
    (
      ["path": tp2, "contentType": "application/json;charset=UTF-8", "body": "{}"],
      [
        "contentType: expected one of application/json, application/json; charset=utf-8, "
          + "application/json; charset=UTF-8"
      ]
    ),
    (
      ["path": tp2, "contentType": "application/json", "body": "{"],
      ["body: invalid json: expected a key in quotes at byte 1"]
    ),
    (
      ["path": tp2, "contentType": "application/json", "body": "[]"],
      ["body: not self-describing: INVALID_DATA_PAYLOAD, it is no object"]
    ),
    (
      ["path": "/r/tp2", "querystring": "u=http://a&e=pv&co=x"],
      ["co|cx: invalid json: expected a value at byte 0"]
    ),
  ]

  @Test(arguments: refused.indices)
  func `requests that carry no event fail in Enrich's words`(place: Int) {
    let (request, errors) = HTTPRequestTests.refused[place]
    #expect(
      bench.failure(HTTPRequestTests.line(request))
        == Failure(.parse, errors.joined(separator: "; "), errors: errors))
  }

  @Test(arguments: [
    ("{}", "1-0-0", ["$: object found, array expected"]),
    ("[]", "1-0-0", ["$: there must be a minimum of 1 items in the array"]),
    ("[1]", "1-0-0", ["$[0]: number found, object expected"]),
    (
      #"[{"tv":"t","p":"web","e":"pv"},{"new":"x","tid":5}]"#, "1-0-4",
      [
        "$[1].tv: is missing but it is required", "$[1].p: is missing but it is required",
        "$[1].e: is missing but it is required",
        "$[1].new: is not defined in the schema and the schema does not allow additional "
          + "properties", "$[1].tid: number found, string expected",
      ]
    ),
  ])
  func `one event of another shape fails the whole body`(
    events: String, version: String, errors: [String]
  ) {
    let failure = bench.failure(HTTPRequestTests.post(events, version: version))
    #expect(failure?.kind == .parse)
    #expect(failure?.errors == errors.map { "body: " + $0 })
  }

  @Test(arguments: [
    "{", "[]", #"{"path":1}"#, #"{"path":"/i","headers":5}"#, #"{"path":"/i","headers":[["a"]]}"#,
  ])
  func `records of another shape fail`(line: String) {
    #expect(bench.failure(line)?.kind == .parse)
  }

  @Test func `headers serve where the record has no key of its own`() throws {
    let headers: [[String]] = [
      ["User-Agent", "A\tB"], ["Referer", "http://page.example/x"], ["Cookie", "a=b; sp=U ;c=d"],
      ["X-Forwarded-For", "2A00::1, 1.1.1.1"],
    ]
    func fields(_ more: [String: Any]) throws -> [String: String]? {
      var object: [String: Any] = ["target": "/i?e=pv", "headers": headers, "peer_ip": "9.9.9.9"]
      object.merge(more) { $1 }
      return try lenient.fields(HTTPRequestTests.line(object))
    }
    let plain = try #require(try fields([:]))
    #expect(plain["useragent"] == "A    B")
    #expect(plain["page_url"] == "http://page.example/x")
    #expect(plain["user_ipaddress"] == "2a00::1")
    #expect(plain["network_userid"] == nil)
    #expect(plain["v_collector"] == "http_requests")
    let id = "ECDFF4D0-9175-40ac-a8bb-325c49733607"
    let own = try #require(
      try fields([
        "userAgent": "C", "refererUri": "http://b.example/", "networkUserId": id,
        "collector": "ssc",
      ]))
    #expect(own["useragent"] == "C")
    #expect(own["page_urlhost"] == "b.example")
    #expect(own["network_userid"] == id.lowercased())
    #expect(own["v_collector"] == "ssc")
    let texts = headers.map { "\($0[0]): \($0[1])" }
    #expect(try fields(["headers": texts])?["user_ipaddress"] == "2a00::1")
    let object = Dictionary(uniqueKeysWithValues: headers.map { ($0[0], $0[1]) })
    #expect(try fields(["headers": object])?["useragent"] == "A    B")
    let hidden = try #require(try fields(["headers": headers + [["SP-Anonymous", "*"]]]))
    #expect(hidden["user_ipaddress"] == "unknown")
    #expect(hidden["network_userid"] == "00000000-0000-0000-0000-000000000000")
  }

  @Test func `a user who is no UUID and a time that no column holds are errors`() {
    let line = HTTPRequestTests.line([
      "path": "/i", "querystring": "e=pv", "networkUserId": "x",
      "timestamp": 253_402_300_800_000,
    ])
    #expect(
      bench.failure(line)?.errors == [
        "collector_tstamp: Formatted as 10000-01-01 00:00:00.000 is not Redshift-compatible",
        "network_userid: Not a valid UUID",
      ])
  }

  @Test(arguments: [
    ("5", "1970-01-01 00:00:00.005"), (#""1970-01-01T00:00:02Z""#, "1970-01-01 00:00:02.000"),
    (#""7""#, "1970-01-01 00:00:00.007"), ("5.5", nil), ("null", nil),
  ])
  func `times are numbers or texts`(time: String, wanted: String?) throws {
    let line = #"{"path":"/ice.png","querystring":"e=pv","received_at_ms":\#(time)}"#
    #expect(try lenient.fields(line)?["collector_tstamp"] == wanted)
  }

  @Test func `a body may come in base64, and a preflight gives no event`() throws {
    let body =
      #"{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","#
      + #""data":[{"tv":"t","p":"web","e":"pv"}]}"#
    let line = HTTPRequestTests.line([
      "path": HTTPRequestTests.tp2, "headers": ["Content-Type: application/json"],
      "body_base64": Data(body.utf8).base64EncodedString(),
    ])
    #expect(try bench.events(line).count == 1)
    #expect(try bench.fields(#"{"method":"OPTIONS","path":"/i"}"#) == nil)
  }

  @Test func `a redirect is an event of its own, or the first entity of another`() throws {
    func fields(_ query: String) throws -> [String: String] {
      try #require(
        try bench.fields(HTTPRequestTests.line(["path": "/r/tp2", "querystring": query])))
    }
    let entity =
      #"{"schema":"iglu:com.snowplowanalytics.snowplow/uri_redirect/jsonschema/1-0-0","#
      + #""data":{"uri":"http://a/?\"x\""}}"#
    let own = try fields("u=http%3A%2F%2Fa%2F%3F%22x%22&tv=x")
    #expect(own["unstruct_event"]?.hasSuffix("\"data\":\(entity)}") == true)
    #expect(own["event_name"] == "uri_redirect")
    #expect(own["v_tracker"] == "r-tp2")
    #expect(own["platform"] == "web")
    let list =
      #"{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0","#
      + #""data":[{"schema":"iglu:a/b/c/1-0-0","data":1}]}"#
    let encoded = Data(list.utf8).base64EncodedString()
    let other = try fields("e=se&p=mob&u=http://a/?%22x%22&cx=" + encoded)
    #expect(other["event"] == "struct")
    #expect(other["platform"] == "mob")
    #expect(
      other["contexts"]?.hasSuffix(
        "\"data\":[\(entity),{\"schema\":\"iglu:a/b/c/1-0-0\",\"data\":1}]}") == true)
    #expect(try fields("e=se&u=x&co=")["contexts"]?.contains(#"{"uri":"x"}"#) == true)
  }

  @Test func `random changes of requests never trap`() throws {
    var random = SeededGenerator("http_requests")
    let lines = [
      HTTPRequestTests.post(#"[{"tv":"t","p":"web","e":"pv"},{"tv":"t","p":"web","e":"ue"}]"#),
      HTTPRequestTests.line(["path": "/r/tp2", "querystring": "u=http://a/&e=pv&cx=e30"]),
      HTTPRequestTests.line([
        "target": "/i?e=se&se_va=1.5&res=1x2", "headers": ["X-Forwarded-For: 203.0.113.7"],
      ]),
    ].map { Bytes.constant($0) }
    for _ in 0..<5_000 {
      guard let line = lines.randomElement(using: &random) else { break }
      do throws(Failure) { _ = try bench.events(random.mutated(line).string) } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }
}
