import Formats
import Foundation
import StageKit
import TestSupport
import Testing

/// The requests that a real tracker made, and what is found again of them in 131 columns.
@Suite struct RecordingTests {
  typealias Parameters = [String: String]

  @Test func `every parameter that the tracker sent is found again in its event`() throws {
    let bench = try DecoderBench(HTTPRequests.self)
    var events = 0
    var parameters = 0
    let lines =
      InputData.lines("data/tracker-recordings.jsonl")
      + InputData.lines("data/tracker-recordings-big.jsonl")
    for line in lines {
      let sent = try RecordingTests.sent(line)
      let rows = try bench.columns(line.string)
      #expect(rows.count == sent.count)
      for (event, row) in zip(sent, rows) {
        #expect(row.count == 131)
        for (name, value) in event { try check(name, value, event, row) }
        parameters += event.count
      }
      events += rows.count
    }
    #expect(lines.isEmpty || (lines.count == 122 && events == 199))
    print("\(lines.count) requests, \(events) events, \(parameters) parameters found again")
  }

  @Test func `the books of a run count every event of every request`() throws {
    let lines =
      InputData.lines("data/tracker-recordings.jsonl")
      + InputData.lines("data/tracker-recordings-big.jsonl")
    guard !lines.isEmpty else { return }
    let run = try LogRun()
    try run.write("in.jsonl", lines.flatMap { Array($0.buffer) + [10] })
    let (report, failures) = try run.books(
      """
      version: 1
      sources: [{ id: requests, use: files, path: in.jsonl, format: http_requests }]
      sinks:
        - { id: atomic, use: files, path: out/a.tsv, format: snowplow_tsv }
        - { id: bad, from: failed, use: files, path: out/failed.ndjson }
      """)
    #expect(failures.isEmpty)
    #expect(
      report == [
        "requests  lines 122 = records 122 + headers 0 + blank 0; "
          + "records 122 = decoded 122 + failed 0; events 199",
        "atomic    events 199 = written 199 + filtered 0 + failed 0 + dropped 0",
        "bad       failed 0 + 0 = written 0",
      ])
  }

  @Test func `mutated requests neither stop the decoder nor leave rows behind`() throws {
    var seed = SeededGenerator("mutated requests")
    let bench = try DecoderBench(HTTPRequests.self)
    for line in InputData.lines("data/tracker-recordings.jsonl") {
      for _ in 0..<20 {
        do throws(Failure) { _ = try bench.events(seed.mutated(line).string) } catch {
          #expect(!error.message.isEmpty)
        }
      }
    }
  }

  /// The parameters of each event of a request.
  private static func sent(_ line: Bytes) throws -> [Parameters] {
    let value = try JSONSerialization.jsonObject(with: Data(line.buffer))
    let request = try #require(value as? [String: Any])
    if let body = request["body"] as? String {
      let payload = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
      return try #require(payload?["data"] as? [Parameters])
    }
    let query = try #require(request["querystring"] as? String)
    var event: Parameters = [:]
    for pair in query.split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = sides[1].replacing("+", with: " ")
      event[String(sides[0])] = String(value).removingPercentEncoding
    }
    return [event]
  }

  private func check(
    _ name: String, _ value: String, _ event: Parameters, _ row: [String]
  ) throws {
    let fields = TrackerTable.fields(of: name)
    #expect(!fields.isEmpty, "\(name) has no field")
    let columns = fields.map { row[SnowplowFields.index[$0] ?? 0] }
    switch name {
    case "co", "cx", "ue_pr", "ue_px": try checkJSON(name, value, columns[0])
    case "dtm", "stm", "ttm": #expect(columns == [time(value)], "\(name)")
    case "e": #expect(columns == [kinds[value] ?? ""])
    case "res", "vp", "ds": #expect(columns.joined(separator: "x") == value)
    case "url": #expect(page(columns[0]) == page(value))
    case "se_va", "tr_tt", "tr_tx", "tr_sh", "ti_pr":
      #expect(Decimal(string: columns[0]) == Decimal(string: value), "\(name)")
    default: #expect(columns == [cleaned(value)], "\(name)")
    }
  }

  private let kinds = [
    "pv": "page_view", "pp": "page_ping", "se": "struct", "ue": "unstruct", "tr": "transaction",
    "ti": "transaction_item",
  ]

  private func checkJSON(_ name: String, _ value: String, _ column: String) throws {
    var data = Data(value.utf8)
    if name.hasSuffix("x") {
      let plain = value.replacing("-", with: "+").replacing("_", with: "/")
      data = try #require(Data(base64Encoded: plain))
    }
    let sent = try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
    let found = try #require(
      try JSONSerialization.jsonObject(with: Data(column.utf8)) as? NSDictionary)
    #expect(sent["data"] as? NSObject == found["data"] as? NSObject, "\(name)")
    #expect(sent["schema"] as? String == found["schema"] as? String, "\(name)")
    #expect(column.hasPrefix(#"{"schema":"#))
  }

  private func time(_ value: String) -> String {
    guard let milliseconds = Int64(value) else { return "" }
    let arena = Arena()
    let count = TimestampText.write(milliseconds, arena.reserve(TimestampText.capacity))
    return arena.commit(count).string
  }

  private func cleaned(_ value: String) -> String {
    String(value.replacing("\t", with: "    ").unicodeScalars.filter { $0.value >= 32 })
  }

  /// A page without percent signs: it is printed after parsing.
  private func page(_ text: String) -> String {
    text.replacing(" ", with: "%20").removingPercentEncoding ?? text
  }
}
