import Formats
import Foundation
import StageKit
import Testing

/// A followed link is the same event in every format that knows of it.
@Suite struct RedirectTests {
  private static let contexts = """
    {"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0",\
    "data":[{"schema":"iglu:a/b/c/1-0-0","data":"50%25 +"}]}
    """

  private static let queries: [[(String, String)]] = [
    [("u", "http://a.example/?x=50%25 é+\"")],
    [("u", "x"), ("tv", "js-1"), ("p", "mob"), ("aid", "a")],
    [("u", "x"), ("e", "pv"), ("url", "http://b.example/c d")],
    [("e", "se"), ("u", "x"), ("co", contexts), ("u", "y")],
    [("e", "se"), ("u", "x"), ("cx", Data(contexts.utf8).base64EncodedString())],
    [("u", ""), ("e", "pv")],
    [("u", "x"), ("e", "pv"), ("co", "{")],
  ]

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  /// What became of a request: its event without what differs from log to log, or its errors.
  private func outcome(_ bench: DecoderBench, _ line: String) throws -> [String: String] {
    if let failure = bench.failure(line) { return ["failure": failure.message] }
    let own = ["event_id", "collector_tstamp", "derived_tstamp", "v_collector"]
    return try #require(try bench.fields(line)).filter { !own.contains($0.key) }
  }

  @Test(arguments: queries.indices)
  func `logs and recorded requests give the same`(place: Int) throws {
    let query = Self.queries[place].map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
    let recorded = try outcome(
      DecoderBench(HTTPRequests.self),
      HTTPRequestTests.line(["path": "/r/tp2", "querystring": query, "ip": "198.51.100.20"]))
    #expect(recorded["failure"] != nil || recorded["v_tracker"] == "r-tp2")
    let doubled = query.replacingOccurrences(of: "%", with: "%25")
    let pixel = CloudFrontLine(doubled, ["cs-uri-stem": "/r/tp2"]).text()
    #expect(try outcome(DecoderBench(CloudFront.self), pixel) == recorded)
    let fields = [
      "2024-03-01", "10:11:12", "-", "1", "198.51.100.20", "GET", "h", "/r/tp2", "200", "-", "-",
      query,
    ]
    let tomcat = fields.joined(separator: "\t")
    #expect(try outcome(DecoderBench(ClojureTomcat.self), tomcat) == recorded)
  }
}
