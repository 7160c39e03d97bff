import EventModel
import Foundation
import TestSupport
import Testing
import WebValues

@Suite struct TimestampTextTests {
  private func text(_ milliseconds: Int64?) -> String? {
    guard let milliseconds else { return nil }
    return written(TimestampText.capacity) { TimestampText.write(milliseconds, $0) }
  }

  @Test(arguments: [
    ("2013-08-14", "13:32:30", "2013-08-14 13:32:30.000"),
    ("2013-08-14", "13:32:30.6", "2013-08-14 13:32:30.600"),
    ("0000-02-29", "23:59:59.9999", "0000-02-29 23:59:59.999"),
    ("2000-02-29", "00:00:00", "2000-02-29 00:00:00.000"), ("1900-02-29", "00:00:00", nil),
    ("2013-02-30", "00:00:00", nil), ("2013-04-31", "00:00:00", nil),
    ("2013-13-01", "00:00:00", nil),
    ("2013-00-01", "00:00:00", nil), ("2013-01-00", "00:00:00", nil),
    ("2013-01-01", "24:00:00", nil),
    ("2013-01-01", "00:60:00", nil), ("2013-01-01", "23:59:60", nil),
    ("2013-1-01", "00:00:00", nil),
    ("2013-01-01 ", "00:00:00", nil), ("2013-01-01", "00:00:00Z", nil), ("", "", nil),
    ("2013-01-01", "00:00:00.", nil),
  ])
  func `a date and a time`(date: String, time: String, expected: String?) {
    #expect(text(TimestampText.parse(date: bytes(date), time: bytes(time))) == expected)
  }

  @Test(arguments: [
    ("10/Oct/2000:13:55:36 -0700", "2000-10-10 20:55:36.000"),
    ("01/Jan/2024:00:00:00 +0130", "2023-12-31 22:30:00.000"),
    ("10/oct/2000:13:55:36 -0700", nil), ("10/Oct/2000:13:55:36", nil),
    ("10/Oct/2000:13:55:36 Z", nil), ("31/Feb/2000:13:55:36 -0700", nil), ("-", nil),
  ])
  func `the time of a web server's log`(log: String, expected: String?) {
    #expect(text(TimestampText.parse(apache: bytes(log))) == expected)
  }

  @Test(arguments: [
    ("2026-11-21T23:12:24.123Z", "2026-11-21 23:12:24.123"),
    ("2026-11-21t23:12:24z", "2026-11-21 23:12:24.000"),
    ("2026-11-21 23:12:24.123+01:30", "2026-11-21 21:42:24.123"),
    ("2026-11-21T23:12:24-00:30", "2026-11-21 23:42:24.000"),
    ("2026-11-21 23:12:24.123", "2026-11-21 23:12:24.123"), ("2026-11-21T23:12:24", nil),
    ("2026-11-21T23:12:24+0130", nil), ("2026-11-21T23:12:24+24:00", nil), ("2026-11-21", nil),
    ("2026-11-21T23:12:24Zx", nil), ("2026-11-21x23:12:24Z", nil), ("", nil),
  ])
  func `the time of RFC 3339`(rfc: String, expected: String?) {
    #expect(text(TimestampText.parse(rfc3339: bytes(rfc))) == expected)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    (1_111_111_111_111_111, "37179-09-17T07:18:31.111Z"),
    (-62_167_219_200_001, "-0001-12-31T23:59:59.999Z"),
    (Int64.max, "292278994-08-17T07:12:55.807Z"), (Int64.min, "-292275055-05-16T16:47:04.192Z"),
  ])
  func `times are written in RFC 3339`(milliseconds: Int64, expected: String) {
    let result = written(TimestampText.capacity) { TimestampText.writeRFC3339(milliseconds, $0) }
    #expect(result == expected)
  }

  @Test func `what is written is read back`() {
    var random = SeededGenerator("what is written is read back")
    for _ in 0..<20_000 {
      let range: Range<Int64> = -62_167_219_200_000..<253_402_300_800_000
      let time = Int64.random(in: range, using: &random)
      #expect(TimestampText.isWritable(time))
      let plain = written(32) { TimestampText.write(time, $0) }
      let rfc = written(32) { TimestampText.writeRFC3339(time, $0) }
      #expect(TimestampText.parse(rfc3339: bytes(plain)) == time)
      #expect(TimestampText.parse(rfc3339: bytes(rfc)) == time)
      let (date, clock) = (String(plain.prefix(10)), String(plain.dropFirst(11)))
      #expect(TimestampText.parse(date: bytes(date), time: bytes(clock)) == time)
    }
  }

  @Test func `days are those of the C library`() {
    var random = SeededGenerator("days are those of the C library")
    for _ in 0..<5_000 {
      var seconds = time_t.random(in: -62_167_219_200..<253_402_300_800, using: &random)
      var parts = tm()
      gmtime_r(&seconds, &parts)
      let expected = String(
        format: "%04d-%02d-%02d %02d:%02d:%02d.000", parts.tm_year + 1900, parts.tm_mon + 1,
        parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec)
      #expect(text(Int64(seconds) * 1000) == expected)
    }
  }
}
