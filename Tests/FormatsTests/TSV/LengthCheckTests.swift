import Foundation
import StageKit
import Testing

@testable import Formats

/// Texts that are longer than Snowplow's columns, at the sinks that write these.
@Suite struct LengthCheckTests {
  private static func bench() throws -> RowBench {
    try RowBench(SnowplowFields.all.map { .init($0.name, $0.type) })
  }

  private static let limited = SnowplowFields.all.filter { $0.limit != nil }

  @Test func `there are 84 limits`() { #expect(Self.limited.count == 84) }

  @Test(arguments: limited)
  func `each column has its own limit`(field: Field) throws {
    let limit = try #require(field.limit)
    let bench = try Self.bench()
    bench.add([field.name: .text(String(repeating: "x", count: limit))])
    #expect(try bench.tooLong() == [])
    bench.add([field.name: .text(String(repeating: "é", count: limit + 1))])
    let words = ColumnLimit(column: field.name, limit: limit)
      .words(Bytes.constant(String(repeating: "x", count: limit + 1)))
    #expect(try bench.tooLong() == ["1 invalid: \(field.name): \(words)"])
    #expect(try bench.tooLong(["too_long": .text("keep")]) == ["no check"])
  }

  @Test func `rows that are not written are not looked at, all columns of a row come together`()
    throws
  {
    let bench = try Self.bench()
    let (three, four) = (Slot.text("EUR"), Slot.text("EURO"))
    for (row, text) in [four, three, four, four].enumerated() {
      bench.add(["tr_currency": text, "geo_country": row == 3 ? .text("Ü😀") : .text("DE")])
    }
    var rows = Selection(first: 4)
    rows.remove(0)
    #expect(
      try bench.tooLong(only: rows) == [
        "2 invalid: tr_currency: 4 characters, at most 3",
        "3 invalid: geo_country: 3 characters, at most 2; tr_currency: 4 characters, at most 3",
      ])
  }

  @Test func `limits may be others`() throws {
    let bench = try Self.bench()
    bench.add([
      "tr_currency": .text("EURO"), "page_url": .text(String(repeating: "x", count: 4097)),
    ])
    let limits = OptionData.map([
      OptionMember("page_url", .integer(4096)), OptionMember("tr_currency", .integer(4)),
    ])
    #expect(
      try bench.tooLong(["limits": limits]) == [
        "0 invalid: page_url: 4,097 characters, at most 4,096"
      ])
  }

  @Test(arguments: [
    ("page_urll", "did you mean 'page_url'?"),
    ("txn_id", "Docs/Reference/fields.md lists the columns and their limits"),
  ])
  func `a limit of something else is a finding`(name: String, help: String) throws {
    let limits = OptionData.map([OptionMember(name, .integer(4))])
    do {
      _ = try Self.bench().tooLong(["limits": limits])
      Issue.record("no finding")
    } catch let findings as Findings {
      #expect(findings.map(\.message) == ["'\(name)' is no column of Snowplow's with a limit"])
      #expect(findings.flatMap(\.help) == [help])
    }
  }

  /// A stage writes a text that is too long: the sink of Snowplow's columns does not get it, and the
  /// other one does.
  @Test func `what a stage writes fails at the sink, and the books balance`() throws {
    let run = try LogRun()
    let country = { (name: String) in CloudFrontLine("e=pv&uid=\(name)").text() + "\n" }
    try run.write("in.log", ["DE", "DEU", "AT"].map(country).joined().utf8)
    let (report, failures) = try run.books(
      """
      version: 1
      sources: [{ use: files, path: in.log, format: cloudfront }]
      stages: [{ use: set, fields: { geo_country: user_id } }]
      sinks:
        - { id: atomic, use: files, path: out/a.tsv, format: snowplow_tsv }
        - { id: all, use: files, path: out/all.ndjson, format: ndjson }
        - { id: bad, from: failed, use: files, path: out/failed.ndjson }
      """)
    #expect(
      report.dropFirst() == [
        "atomic  events 3 = written 2 + filtered 0 + failed 1 + dropped 0",
        "all     events 3 = written 3 + filtered 0 + failed 0 + dropped 0",
        "bad     failed 0 + 0 + 1 = written 1",
      ])
    #expect(failures.count == 1)
    #expect(failures.first?["id"] as? String == "atomic")
    #expect(failures.first?["owed"] as? [String] == ["atomic"])
    #expect(failures.first?["class"] as? String == "invalid")
    #expect(failures.first?["message"] as? String == "1 text is too long: geo_country")
    let event = try #require(failures.first?["event"] as? LogRun.Object)
    #expect(event["geo_country"] as? String == "DEU")
  }
}
