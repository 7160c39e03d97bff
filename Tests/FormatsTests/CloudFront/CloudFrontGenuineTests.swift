import Foundation
import StageKit
import Testing

/// Lines that stand in the tests and papers of others, and were real once, through the engine.
@Suite struct CloudFrontGenuineTests {
  /// What a Snowplow engineer accepts as the end of a line that is no event.
  private static let reasons = [
    "operation must be GET", "path does not match (/)vendor/version(/)",
    "vendor/version combination is not supported", "empty querystring",
    "values cannot be converted",
    "value cannot be converted", "does not match header or data row formats",
    "does not match the raw event format",
    "operation must be POST if content type and/or body are provided",
  ]

  private func lines(_ kind: String) throws -> [(line: String, fields: Int)] {
    try InputData.lines("data/cloudfront-lines.jsonl").compactMap { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.buffer))
      guard let object = value as? InputData.Object, object["kind"] as? String == kind,
        object["has_placeholder"] as? Bool == false, object["looks_constructed"] as? Bool == false,
        let text = object["line"] as? String
      else { return nil }
      return (text, object["fields_by_whitespace"] as? Int ?? 0)
    }
  }

  @Test(arguments: [
    ("cloudfront", "cloudfront"), ("cloudfront", "{ use: cloudfront, dialect: snowplow }"),
    ("clj-tomcat", "clojure_tomcat"),
  ])
  func `each genuine line is an event or fails for a good reason`(
    kind: String, format: String
  ) throws {
    let lines = try lines(kind)
    let run = try LogRun()
    try run.write("in.log", lines.map { $0.line + "\n" }.joined().utf8)
    let (events, failures) = try run.run("in.log", format)
    // A body gives several events.
    #expect(events.count + failures.count >= lines.count)
    for failure in failures {
      let message = try #require(failure["message"] as? String)
      #expect(Self.reasons.contains { message.contains($0) }, "\(message)")
      if message.hasPrefix("does not match header") {
        let raw = try #require(failure["raw"] as? String)
        let fields = raw.split { $0 == " " || $0 == "\t" }.count
        #expect(fields < 12, "\(raw)")
      }
    }
    let counts = Dictionary(grouping: failures) { $0["message"] as? String ?? "" }
    print(format, "events \(events.count)", counts.mapValues(\.count))
  }

  @Test(arguments: [
    ("claygregory-kinesis-1-0.txt", 1, 0), ("claygregory-rtmp-1-0.txt", 0, 6),
    ("claygregory-web-1-0-2019-12.txt", 0, 3), ("claygregory-web-1-0.txt", 0, 2),
    ("jsherz-cloudfront-33.log", 0, 2), ("mapbox-AAAAAAAAAAAAAA.2015-10-19-17.e5b6526a", 0, 9),
    ("webreadr-log.aws", 0, 2),
  ])
  func `files of others are read to the end`(name: String, pixels: Int, others: Int) throws {
    guard let data = InputData.file("data/cloudfront-fixtures/\(name)") else { return }
    let run = try LogRun()
    try run.write("in.log", data)
    let strict = try run.run("in.log", "cloudfront")
    #expect((strict.events.count, strict.failures.count) == (pixels, others))
    let all = try run.run("in.log", "{ use: cloudfront, other_requests: access_log }")
    let isStreaming = name.contains("rtmp")
    #expect(all.events.count == (isStreaming ? 0 : pixels + others))
    #expect(all.failures.count == (isStreaming ? others : 0))
    if pixels == 1 {
      #expect(strict.events[0]["event"] as? String == "page_ping")
      #expect(strict.events[0]["page_url"] as? String == "http://localhost:5000/page-2")
      #expect(strict.events[0]["collector_tstamp"] as? String == "2020-12-07T20:52:01.541Z")
    }
  }
}
