import Formats
import Foundation
import StageKit
import TestSupport
import Testing

@Suite struct TrackerJSONTests {
  let bench: DecoderBench
  let lenient: DecoderBench

  init() throws {
    bench = try DecoderBench(HTTPRequests.self)
    lenient = try DecoderBench(HTTPRequests.self, ["invalid": .text("empty")])
  }

  static let contexts = "iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/"
  static let unstruct = "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/"

  /// A GET request whose query holds the given pairs.
  static func line(_ pairs: KeyValuePairs<String, String>) -> String {
    let query = pairs.map { name, value in
      let text = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      return "\(name)=\(text)"
    }
    return #"{"path":"/i","timestamp":0,"querystring":""# + query.joined(separator: "&") + "\"}"
  }

  private static func wrapped(_ data: String, _ version: String = "1-0-0") -> String {
    #"{"data": \#(data), "schema": "\#(contexts)\#(version)"}"#
  }

  private static func event(_ data: String, _ version: String = "1-0-0") -> String {
    #"{"schema":"\#(unstruct)\#(version)","data":\#(data)}"#
  }

  @Test(arguments: ["1-0-0", "1-0-1", "1-0-17"])
  func `contexts come in the wrapper of one version, compact, with their digits`(
    version: String
  ) throws {
    let text = TrackerJSONTests.wrapped(
      #"[ {"data": {"a": 1.00, "b": [ 12345678901234567890 ]}, "schema": "iglu:a.b-c/d_e/f/3-2-1"},"#
        + #" {"schema":"iglu:a\/b\/c\/1-0-0","data":"x y"} ]"#, version)
    let wanted =
      #"{"schema":"\#(TrackerJSONTests.contexts)1-0-1","data":["#
      + #"{"schema":"iglu:a.b-c/d_e/f/3-2-1","data":{"a":1.00,"b":[12345678901234567890]}},"#
      + #"{"schema":"iglu:a/b/c/1-0-0","data":"x y"}]}"#
    let encoded = Data(text.utf8).base64EncodedString()
    let url = encoded.replacingOccurrences(of: "+", with: "-")
      .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    for line in [
      TrackerJSONTests.line(["e": "pv", "co": text]),
      TrackerJSONTests.line(["e": "pv", "cx": encoded]),
      TrackerJSONTests.line(["e": "pv", "cx": url]),
      TrackerJSONTests.line(["e": "pv", "cx": url, "co": text]),
    ] { #expect(try bench.fields(line)?["contexts"] == wanted) }
  }

  @Test func `an empty list of contexts leaves the column empty`() throws {
    let line = TrackerJSONTests.line(["e": "pv", "co": TrackerJSONTests.wrapped("[]")])
    #expect(try bench.fields(line)?["contexts"] == nil)
  }

  @Test func `a self-describing event has the columns of its own schema`() throws {
    let text = TrackerJSONTests.event(#"{"schema":"iglu:v.w/n/jsonschema/2-1-0","data":{"a":1}}"#)
    let fields = try #require(
      try bench.fields(TrackerJSONTests.line(["ue_pr": text, "e": "ue"])))
    #expect(fields["unstruct_event"] == text)
    #expect(fields["event_vendor"] == "v.w")
    #expect(fields["event_name"] == "n")
    #expect(fields["event_format"] == "jsonschema")
    #expect(fields["event_version"] == "2-1-0")
    let other = try #require(try bench.fields(TrackerJSONTests.line(["ue_pr": text, "e": "pv"])))
    #expect(other["unstruct_event"] == text)
    #expect(other["event_name"] == "page_view")
  }

  @Test func `of two values the plain one wins, and both are checked`() throws {
    let a = TrackerJSONTests.event(#"{"schema":"iglu:v/a/jsonschema/1-0-0","data":{}}"#)
    let b = TrackerJSONTests.event(#"{"schema":"iglu:v/b/jsonschema/1-0-0","data":{}}"#)
    let px = Data(b.utf8).base64EncodedString()
    let line = TrackerJSONTests.line(["e": "ue", "ue_px": px, "ue_pr": a])
    #expect(try bench.fields(line)?["event_name"] == "a")
    #expect(try bench.fields(line)?["unstruct_event"] == a)
    let bad = TrackerJSONTests.line(["e": "ue", "ue_px": "x", "ue_pr": a])
    #expect(
      bench.failure(bad)?.errors == ["ue_px: invalid json: exhausted input"])
    #expect(try lenient.fields(bad)?["unstruct_event"] == a)
  }

  static let refused: [(parameter: String, value: String, errors: [String])] = [
    ("co", "", ["invalid json: exhausted input"]),
    ("co", #"{"a"::2}"#, ["invalid json: expected a value at byte 5"]),
    ("co", "{} x", ["invalid json: expected the end of the text at byte 3"]),
    (
      "co", String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      ["invalid json: maximum allowed JSON depth exceeded"]
    ),
    ("co", "[1]", ["not self-describing: INVALID_DATA_PAYLOAD, it is no object"]),
    (
      "co", #"{"schema":"iglu:a/b/c/1-0-0"}"#,
      ["not self-describing: INVALID_DATA_PAYLOAD, it needs 'schema' and 'data'"]
    ),
    (
      "co", #"{"schema":"iglu:a/b/c/1-0","data":[]}"#,
      ["not self-describing: INVALID_IGLUURI 'iglu:a/b/c/1-0'"]
    ),
    (
      "co", wrapped("[]", "1-1-0"),
      ["schema '\(contexts)1-1-0' does not match '\(contexts)1-0-*'"]
    ),
    ("co", wrapped("{}"), ["data: object found, array expected"]),
    (
      "co", wrapped(#"[2,{"schema":"x","data":1}]"#),
      [
        "data[0]: not self-describing: INVALID_DATA_PAYLOAD, it is no object",
        "data[1]: not self-describing: INVALID_IGLUURI 'x'",
      ]
    ),
    (
      "co", wrapped(#"[{"schema":"iglu:a/b/c/1-0-0","data":1,"c":2}]"#),
      [
        "data[0]: not self-describing: INVALID_DATA_PAYLOAD, "
          + "'c' stands beside 'schema' and 'data'"
      ]
    ),
    (
      "ue_pr", wrapped("[]"),
      ["schema '\(contexts)1-0-0' does not match '\(unstruct)1-0-*'"]
    ),
    ("ue_pr", event("[]"), ["not self-describing: INVALID_DATA_PAYLOAD, it is no object"]),
    ("cx", "e30", ["not self-describing: INVALID_DATA_PAYLOAD, it needs 'schema' and 'data'"]),
    ("cx", "!", ["invalid json: exhausted input"]),
  ]

  @Test(arguments: refused)
  func `JSON of another shape fails with fail and is left out with empty`(
    parameter: String, value: String, errors: [String]
  ) throws {
    let line = TrackerJSONTests.line(["e": "pv", parameter: value])
    #expect(
      bench.failure(line)
        == Failure(
          .invalid, "1 value cannot be converted: \(parameter)",
          errors: errors.map { "\(parameter): \($0)" }))
    let fields = try #require(try lenient.fields(line))
    #expect(fields["contexts"] == nil)
    #expect(fields["unstruct_event"] == nil)
    #expect(fields["event_name"] == "page_view")
  }

  @Test func `with empty the good entities of a list stay`() throws {
    let good = #"{"schema":"iglu:a/b/c/1-0-0","data":1}"#
    let line = TrackerJSONTests.line([
      "e": "pv", "co": TrackerJSONTests.wrapped("[{},\(good),2,\(good)]"),
    ])
    #expect(
      try lenient.fields(line)?["contexts"]
        == #"{"schema":"\#(TrackerJSONTests.contexts)1-0-1","data":[\#(good),\#(good)]}"#)
    #expect(bench.failure(line)?.errors.count == 2)
  }

  @Test(arguments: [47, 48])
  func `objects and arrays stand 50 deep at most`(depth: Int) throws {
    // The wrapper, its list and the entity are three of them.
    let data = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    let line = TrackerJSONTests.line([
      "e": "pv",
      "co": TrackerJSONTests.wrapped(#"[{"schema":"iglu:a/b/c/1-0-0","data":\#(data)}]"#),
    ])
    #expect(
      bench.failure(line)?.errors
        == (depth == 47 ? nil : ["co: invalid json: maximum allowed JSON depth exceeded"]))
    let event = TrackerJSONTests.line([
      "e": "ue",
      "ue_pr": TrackerJSONTests.event(#"{"schema":"iglu:a/b/c/1-0-0","data":[\#(data)]}"#),
    ])
    #expect((bench.failure(event) == nil) == (depth == 47))
  }

  @Test(arguments: ["contexts", "unstruct_event", "event_name", "refr_domain_userid"])
  func `a field comes alone as it comes with others`(field: String) throws {
    let line = TrackerJSONTests.line([
      "e": "ue", "url": "http://a.example/?_sp=u.5",
      "co": TrackerJSONTests.wrapped(#"[{"schema":"iglu:a/b/c/1-0-0","data":1}]"#),
      "ue_pr": TrackerJSONTests.event(#"{"schema":"iglu:v/a/jsonschema/1-0-0","data":{}}"#),
    ])
    let all = try #require(try lenient.fields(line)?[field])
    let alone = try DecoderBench(
      HTTPRequests.self, ["invalid": .text("empty")], wanted: [field])
    #expect(try alone.fields(line) == [field: all])
  }

  @Test func `mutated JSON neither stops the decoder nor leaves other JSON behind`() throws {
    var seed = SeededGenerator("mutated contexts")
    let text = TrackerJSONTests.wrapped(
      #"[{"schema":"iglu:a/b/c/1-0-0","data":{"a":"\u00e9"}},{"schema":"iglu:d/e/f/1-0-0","data":[]}]"#
    )
    for _ in 0..<2000 {
      let bytes = seed.mutated(Bytes.constant(text))
      let line = TrackerJSONTests.line(["e": "pv", "co": bytes.string])
      guard let json = try lenient.fields(line)?["contexts"] else { continue }
      #expect((try? JSONSerialization.jsonObject(with: Data(json.utf8))) != nil, "\(json)")
    }
  }
}
