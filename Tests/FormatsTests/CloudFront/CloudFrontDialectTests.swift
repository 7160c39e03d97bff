import Formats
import Foundation
import StageKit
import Testing

/// `dialect: snowplow`: the lines that Snowplow Enrich 3.9 took.
@Suite struct CloudFrontDialectTests {
  let bench: DecoderBench

  init() throws { bench = try DecoderBench(CloudFront.self, ["dialect": .text("snowplow")]) }

  private static let unknown = "does not match header or data row formats"

  @Test(arguments: 10...40)
  func `layouts are known by the number of fields`(count: Int) {
    let line = CloudFrontLine("e=pv")
    let names = CloudFrontLine.names + (34...40).map { "x\($0)" }
    let tabbed = line.text(Array(names.prefix(count)))
    let isLayout = [12, 15, 18, 19].contains(count) || count >= 23
    #expect(bench.failure(tabbed)?.message == (isLayout ? nil : Self.unknown))
    let spaced = tabbed.replacingOccurrences(of: "\t", with: "  ")
    let takesEmptyCookie = [14, 17, 18, 22].contains(count)
    #expect(bench.failure(spaced)?.message == (isLayout || takesEmptyCookie ? nil : Self.unknown))
    #expect(bench.failure(tabbed + " ")?.message == (count >= 23 ? nil : Self.unknown))
    #expect(bench.failure(" " + tabbed)?.message == Self.unknown)
  }

  @Test func `an empty cookie does not move the fields behind it`() throws {
    var line = CloudFrontLine("e=pv", ["x-forwarded-for": "203.0.113.9"])
    line.values["cs(Cookie)"] = ""
    let spaced = line.text(23).replacingOccurrences(of: "\t", with: "  ")
    #expect(try bench.fields(spaced)?["user_ipaddress"] == "203.0.113.9")
  }

  @Test func `methods are judged before the number of fields`() {
    let line = CloudFrontLine("e=pv", ["cs-method": "OPTIONS"])
    #expect(bench.failure(line.text(13))?.message == "operation must be GET")
    #expect(bench.failure(line.text(11))?.message == Self.unknown)
  }

  @Test func `headers say nothing`() throws {
    #expect(try bench.fields("#Version: 1.0") == nil)
    #expect(try bench.fields("#Fields: time date") == nil)
    #expect(try bench.fields(CloudFrontLine("e=pv").text()) != nil)
    #expect(bench.failure("# a remark")?.message == Self.unknown)
    #expect(bench.failure("{}")?.message == Self.unknown)
  }

  @Test func `CRLF makes a line unreadable`() throws {
    let run = try LogRun()
    try run.write("in.log", (CloudFrontLine("e=pv").text() + "\r\n").utf8)
    let exact = try run.run("in.log", "{ use: cloudfront, dialect: snowplow }")
    #expect(exact.failures.map { $0["message"] as? String } == [Self.unknown])
    #expect(try run.run("in.log", "cloudfront").events.count == 1)
  }

  @Test func `an empty line is one that cannot be read`() throws {
    let run = try LogRun()
    let line = CloudFrontLine("e=pv").text()
    try run.write("in.log", "\n\(line)\n\r\n\n\(line)".utf8)
    let exact = try run.run("in.log", "{ use: cloudfront, dialect: snowplow }")
    #expect(
      exact.failures.map { $0["message"] as? String } == [Self.unknown, Self.unknown, Self.unknown])
    #expect(exact.failures.map { ($0["source"] as? LogRun.Object)?["line"] as? Int } == [1, 3, 4])
    #expect(exact.events.count == 2)
    let tolerant = try run.run("in.log", "cloudfront")
    #expect((tolerant.events.count, tolerant.failures.count) == (2, 0))
    let accessLog = try run.run(
      "in.log", "{ use: cloudfront, dialect: snowplow, other_requests: access_log }")
    #expect((accessLog.events.count, accessLog.failures.count) == (2, 3))
  }

  @Test(arguments: [
    (
      ["dialect": OptionData.text("snowplow"), "columns": .list([.text("date")])],
      "'columns' is of no use with 'dialect: snowplow'"
    ),
    (
      ["columns": .list([.text("time"), .text("cs-method"), .text("cs-uri-stem")])],
      "the columns do not name 'date', 'cs-uri-query'"
    ),
    (
      ["columns": .list(Array(repeating: .text("x"), count: 65))],
      "65 columns are more than the 64 that can be read"
    ),
    (
      ["access_log_event": .boolean(true)],
      "'access_log_event' is of no use with 'other_requests: fail'"
    ),
  ])
  func `options that do not fit are findings`(options: [String: OptionData], message: String) {
    do {
      _ = try DecoderBench(CloudFront.self, options)
      Issue.record("no finding")
    } catch let findings as Findings {
      #expect(findings.map(\.message) == [message])
    } catch { Issue.record("\(error)") }
  }
}
