import Foundation
import Testing

@testable import Expressions

@Suite struct `time zones` {
  /// Seconds since 1970 of a time in UTC.
  private func moment(_ text: String) throws -> Int64 {
    guard case .value(.integer(let seconds)) = Calculation().result("int(timestamp('\(text)'))")
    else {
      throw CancellationError()
    }
    return seconds
  }

  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3600),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3600),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -18_000),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14_400),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -18_000),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-15T00:00:00Z", 39_600),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-06-15T00:00:00Z", 36_000),
    ("<+0545>-5:45", "2026-06-15T00:00:00Z", 20_700),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-15T00:00:00Z", 0),
    ("XXX3YYY2,J60,J300", "2028-03-01T04:59:59Z", -10_800),
    ("XXX3YYY2,J60,J300", "2028-03-01T05:00:00Z", -7200),
    ("XXX3YYY2,59,299/0", "2028-02-29T05:00:00Z", -7200),
  ])
  func `change when their rule says so`(rule: String, at: String, offset: Int64) throws {
    #expect(try #require(YearlyRule(rule)).offset(at: try moment(at)) == offset)
  }

  @Test(arguments: [
    "", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M3.1.0", "CET-1CEST,M3.6.0,M3.1.0", "<+1-1",
    "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x",
  ])
  func `have rules that can be read`(rule: String) { #expect(YearlyRule(rule) == nil) }

  @Test func `are looked up by name, or are an offset`() throws {
    #expect(ZoneFile.rules("+05:30")?.offset(at: 0) == 19_800)
    #expect(ZoneFile.rules("-02:30")?.offset(at: 0) == -9_000)
    #expect(ZoneFile.rules("02:00")?.offset(at: 0) == 7_200)
    #expect(ZoneFile.rules("UTC")?.offset(at: 0) == 0)
    for name in ["No/Where", "../etc/passwd", "/etc/passwd", "+25:00", "+1:00", "a b", "Europe"] {
      #expect(ZoneFile.rules(name) == nil, "\(name)")
    }
  }

  /// A file with one change, put together by hand.
  @Test func `are read from files of the database`() throws {
    func header(_ times: Int, _ types: Int) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15 + 12)
        + [0, 0, 0, UInt8(times), 0, 0, 0, UInt8(types), 0, 0, 0, 4]
    }
    let types: [UInt8] = [0, 0, 0x0e, 0x10, 0, 0] + [0, 0, 0x1c, 0x20, 1, 0]
    let old = header(0, 1) + types.prefix(6) + Array("CET\0".utf8)
    let time: [UInt8] = [0, 0, 0, 0, 0, 0, 0x03, 0xe8]
    let new = header(1, 2) + time + [1] + types + Array("CET\0".utf8)
    let rules = try #require(ZoneFile.parse(old + new + Array("\nCEST-2\n".utf8)))
    #expect(rules.offset(at: 999) == 3600)
    #expect(rules.offset(at: 1000) == 7200)
    let whole = old + new + Array("\nCEST-2\n".utf8)
    for count in 0..<(old.count + new.count) {
      #expect(ZoneFile.parse(Array(whole[..<count])) == nil)
    }
  }

  @Test func `of the system agree with Foundation`() throws {
    guard FileManager.default.fileExists(atPath: "/usr/share/zoneinfo/Europe/Berlin") else {
      print("no time zone database: nothing is compared with it")
      return
    }
    for name in [
      "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Sydney",
      "America/St_Johns", "Africa/Casablanca", "Asia/Tokyo", "Europe/Dublin",
    ] {
      let rules = try #require(ZoneFile.rules(name))
      let judge = try #require(TimeZone(identifier: name))
      for day in stride(from: Int64(0), to: 365 * 66, by: 3) {
        let seconds = day * 86_400 + day * 977 % 86_400
        let date = Date(timeIntervalSince1970: Double(seconds))
        #expect(
          rules.offset(at: seconds) == Int64(judge.secondsFromGMT(for: date)), "\(name) \(date)")
      }
    }
  }
}
