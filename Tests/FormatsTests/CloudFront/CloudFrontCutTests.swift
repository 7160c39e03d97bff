import Foundation
import TestSupport
import Testing

@Suite struct CloudFrontCutTests {
  private static let names = ["time", "cs-method", "cs-uri-query", "c-ip", "cs-uri-stem", "date"]

  /// A file that was joined from two, and the ids of its events by the line that they stand in.
  private static func file(_ names: [String], mark: Int) -> (lines: [String], ids: [Int: String]) {
    let header = "#Fields: " + names.joined(separator: " ")
    var lines = ["#Version: 1.0", header]
    var ids: [Int: String] = [:]
    for event in 0..<4 {
      if event == 2 { lines += ["#Version: 1.0", header] }
      let id = "m\(mark)e\(event)"
      let line = CloudFrontLine("aid=\(id)&e=pv&uid=\(id)", ["c-ip": "203.0.113.\(event)"])
      ids[lines.count] = id
      lines.append(line.text(names))
    }
    return (lines, ids)
  }

  @Test(arguments: [false, true])
  func `a file cut at any byte into two loses no event and doubles none`(isPacked: Bool) throws {
    var random = SeededGenerator("cuts")
    let end = Bool.random(using: &random) ? "\n" : "\r\n"
    let names = Self.names.shuffled(using: &random)
    let length = Self.file(names, mark: 1000).lines.joined(separator: end).utf8.count
    let run = try LogRun()
    for cut in 0...length {
      let bytes = Array(Self.file(names, mark: 1000 + cut).lines.joined(separator: end).utf8)
      try run.write("\(1000 + cut)-a.log", bytes[..<cut])
      try run.write("\(1000 + cut)-b.log", bytes[cut...])
    }
    if isPacked { try run.gzip() }
    let (events, failures) = try run.run(
      isPacked ? "*.gz" : "*.log",
      "{ use: cloudfront, columns: [\(names.joined(separator: ", "))] }")
    var found: [String: Int] = [:]
    for event in events {
      // A cut through the query leaves one of the two whole, or no kind of event.
      let id = try #require(event["app_id"] as? String ?? event["user_id"] as? String)
      found[id, default: 0] += 1
    }
    var broken: [String: Int] = [:]
    for failure in failures {
      let source = try #require(failure["source"] as? LogRun.Object)
      let name = try #require((source["name"] as? String)?.split(separator: "/").last)
      broken[String(name.prefix(4)), default: 0] += 1
    }
    for cut in 0...length {
      let (lines, ids) = Self.file(names, mark: 1000 + cut)
      check(lines, ids, cut, end.utf8.count, found, broken["\(1000 + cut)"] ?? 0)
    }
  }

  /// Lines that were not cut give their event once; the pieces of the one that was, at most once.
  private func check(
    _ lines: [String], _ ids: [Int: String], _ cut: Int, _ endLength: Int, _ found: [String: Int],
    _ broken: Int
  ) {
    var start = 0
    var failed = 0
    for (number, line) in lines.enumerated() {
      let end = start + line.utf8.count
      let isCut = cut > start && cut < end
      if let id = ids[number] {
        let count = found[id] ?? 0
        if isCut {
          failed = 2 - count
        } else if count != 1 {
          Issue.record("cut at \(cut): \(id) came \(count) times")
        }
        #expect(count <= 1)
      } else if isCut {
        failed = 1
      }
      start = end + endLength
    }
    #expect(broken == failed, "cut at \(cut): \(broken) pieces failed, not \(failed)")
  }
}
