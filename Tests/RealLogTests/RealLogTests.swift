import Foundation
import Testing

@Suite(.enabled(if: !RealLog.all.isEmpty), .serialized) struct `real logs` {
  /// Set it to write the tables of the page anew; `scripts/real-logs` does.
  private static let isUpdating =
    ProcessInfo.processInfo.environment["UPDATE_REAL_LOGS"] == "1"

  @Test(arguments: RealLog.all, ["fail", "empty"])
  func `every line is accounted for`(log: RealLog, invalid: String) throws {
    let run = try RealRun(log, invalid: invalid)
    let bytes = try log.bytes()
    let ends = bytes.count { $0 == 10 }
    #expect(run.isGood)
    #expect(run.counts["lines"] == ends + (bytes.last == 10 ? 0 : 1))
    #expect(run.counts["failed"] == run.failures.count)
    #expect(run.counts["events"] == run.events)
    #expect(run.counts["records"] == run.events + run.failures.count)
  }

  @Test(arguments: ["fail", "empty"])
  func `the unterminated line of the Apache log fails with its bytes, and no other`(
    invalid: String
  ) throws {
    let run = try RealRun(.elastic, invalid: invalid)
    #expect(run.reasons == ["the user agent of the log line has no closing quote": 1])
    let failure = try RealRun.object(run.failures.first ?? "{}")
    let place = failure["source"] as? [String: Any]
    let lines = try RealLog.elastic.bytes().split(separator: 10)
    #expect(place?["line"] as? Int == 8899)
    #expect(failure["raw"] as? String == String(decoding: lines[8898], as: UTF8.self))
  }

  @Test func `no referer of the access logs is refused`() throws {
    #expect(try RealRun(.elastic, invalid: "fail").events == 9_999)
    #expect(try RealRun(.hackers, invalid: "fail").events == 3_456)
  }

  @Test func `the page shows these numbers`() throws {
    let entries = try RealLog.all.map { log in
      RealTable.Entry(
        log, try RealRun(log, invalid: "fail"), try RealRun(log, invalid: "empty"))
    }
    let file = RealLog.root.appendingPathComponent("Docs/RealLogs.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let block = RealTable.text(entries)
    if Self.isUpdating {
      try RealTable.replacing(block, in: page).write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(
        RealTable.block(in: page) == block, "Docs/RealLogs.md is stale: run scripts/real-logs")
    }
  }
}
