import Formats
import StageKit
import TestSupport
import Testing

@Suite struct CloudFrontFixtureTests {
  private static let folder = "data/cloudfront-fixtures"

  @Test(arguments: InputData.names(folder))
  func `real logs never trap, and all their lines are accounted for`(name: String) throws {
    let bench = try DecoderBench(CloudFront.self)
    bench.begin()
    var counts: [String: Int] = [:]
    for line in InputData.lines("\(CloudFrontFixtureTests.folder)/\(name)") {
      counts[outcome(bench, line), default: 0] += 1
    }
    print(name, counts.sorted { $0.key < $1.key })
    #expect(counts["events", default: 0] == (name.contains("kinesis") ? 1 : 0))
    if name.contains("rtmp") {
      #expect(counts.keys.contains { $0.contains("streaming (RTMP) distribution") })
    }
  }

  @Test func `random changes of lines never trap`() throws {
    var random = SeededGenerator("cloudfront")
    var lines = InputData.lines("\(CloudFrontFixtureTests.folder)/jsherz-cloudfront-33.log")
    for query in [
      "e=pv&url=http%253A%252F%252Fa.example%252Fb%253Fc&page=A%2520B&vid=7&res=1x2&dtm=1",
      "e=se&se_va=1.50&ev_va=2&tid=9&eid=f732d278-120e-4ab6-845b-c1f11cd85dc7&f_pdf=1&ip=1.2.3.4",
    ] {
      lines.append(Bytes.constant(CloudFrontLine(query).text()))
      lines.append(Bytes.constant(CloudFrontLine(query).text(12)))
    }
    lines.append(
      Bytes.constant(
        #"{"date":"2024-03-01","time":"10:11:12","cs-method":"GET","cs-uri-stem":"/i","#
          + #""cs-uri-query":"e=pv","cs(User-Agent)":"A\u0020B"}"#))
    lines += InputData.lines("\(CloudFrontFixtureTests.folder)/claygregory-kinesis-1-0.txt").suffix(
      1)
    let benches = [
      try DecoderBench(CloudFront.self),
      try DecoderBench(CloudFront.self, ["invalid": .text("empty")]),
      try DecoderBench(CloudFront.self, ["dialect": .text("snowplow")]),
      try DecoderBench(
        CloudFront.self,
        ["other_requests": .text("access_log"), "access_log_event": .boolean(true)]),
      try DecoderBench(
        CloudFront.self,
        ["other_requests": .text("access_log"), "dialect": .text("snowplow")]),
    ]
    for round in 0..<10_000 {
      guard let line = lines.randomElement(using: &random) else { break }
      if round % 100 == 0 { benches.forEach { $0.begin() } }
      let changed = random.mutated(line)
      for bench in benches { _ = outcome(bench, changed) }
    }
  }

  private func outcome(_ bench: DecoderBench, _ line: Bytes) -> String {
    do throws(Failure) { return "\(try bench.decode(line))" } catch { return error.message }
  }
}
