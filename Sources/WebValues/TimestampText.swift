public import EventModel

/// Points in time as text: milliseconds since 1970, UTC.
public enum TimestampText {
  /// Bytes that a written timestamp takes at most.
  public static let capacity = 32

  /// Whether the year of a timestamp is one of 0 to 9999, which columns can hold.
  public static func isWritable(_ milliseconds: Int64) -> Bool {
    milliseconds >= -62_167_219_200_000 && milliseconds < 253_402_300_800_000
  }

  /// The time of `yyyy-MM-dd` and `HH:mm:ss`, which may have a fraction; UTC.
  ///
  /// Errors: nil when one of them is not in that form or there is no such time.
  public static func parse(date: Bytes, time: Bytes) -> Int64? {
    var dateReader = DigitReader(date)
    var timeReader = DigitReader(time)
    guard let days = dateReader.date(), dateReader.isAtEnd,
      let milliseconds = timeReader.time(), timeReader.isAtEnd
    else { return nil }
    return days * 86_400_000 + milliseconds
  }

  /// The time of RFC 3339: `2026-11-21T23:12:24.123Z`, `+01:00` for `Z`, a blank for `T`.
  ///
  /// Shape: behind a blank the zone may be missing, which is UTC: the form that `write` gives.
  /// Errors: nil when the text is not in that form or there is no such time.
  public static func parse(rfc3339 text: Bytes) -> Int64? {
    var reader = DigitReader(text)
    guard let days = reader.date(), let mark = reader.byte(),
      mark == 84 || mark == 116 || mark == 32, let milliseconds = reader.time()
    else { return nil }
    let local = days * 86_400_000 + milliseconds
    if reader.isAtEnd { return mark == 32 ? local : nil }
    guard let offset = reader.offset(hasColon: true), reader.isAtEnd else { return nil }
    return local - offset * 60_000
  }

  /// The time of a web server's log without its brackets: `10/Oct/2000:13:55:36 -0700`.
  ///
  /// Errors: nil when the text is not in that form or there is no such time.
  public static func parse(apache text: Bytes) -> Int64? {
    var reader = DigitReader(text)
    guard let day = reader.number(2), reader.skip(47), let month = reader.monthName(),
      reader.skip(47), let year = reader.number(4), reader.skip(58),
      let date = CivilDate(year: year, month: month, day: day), let milliseconds = reader.time(),
      reader.skip(32), let offset = reader.offset(hasColon: false), reader.isAtEnd
    else { return nil }
    return date.days * 86_400_000 + milliseconds - offset * 60_000
  }

  /// Writes `yyyy-MM-dd HH:mm:ss.SSS`; gives how many bytes, 23 for the years 0 to 9999.
  public static func write(_ milliseconds: Int64, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    write(milliseconds, mark: 32, to)
  }

  /// Writes `yyyy-MM-ddTHH:mm:ss.SSSZ`; gives how many bytes, 24 for the years 0 to 9999.
  public static func writeRFC3339(
    _ milliseconds: Int64, _ to: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let count = write(milliseconds, mark: 84, to)
    to[count] = 90
    return count + 1
  }

  private static func write(
    _ milliseconds: Int64, mark: UInt8, _ to: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let days = CivilDate.floor(milliseconds, 86_400_000)
    let left = milliseconds % 86_400_000
    let rest = left < 0 ? left + 86_400_000 : left
    let date = CivilDate(days: days)
    let out = to + year(date.year, to)
    out[0] = 45
    pair(date.month, out + 1)
    out[3] = 45
    pair(date.day, out + 4)
    out[6] = mark
    pair(rest / 3_600_000, out + 7)
    out[9] = 58
    pair(rest / 60_000 % 60, out + 10)
    out[12] = 58
    pair(rest / 1000 % 60, out + 13)
    out[15] = 46
    out[16] = digit(rest % 1000 / 100)
    pair(rest % 100, out + 17)
    return out + 19 - to
  }

  /// Four digits, or a sign and more for years that columns do not hold.
  private static func year(_ year: Int64, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    if year >= 0 && year <= 9999 {
      pair(year / 100, to)
      pair(year % 100, to + 2)
      return 4
    }
    if year > 9999 { return NumberText.write(year, to) }
    to[0] = 45
    return year < -9999 ? NumberText.write(year, to) : 1 + self.year(-year, to + 1)
  }

  private static func pair(_ value: Int64, _ to: UnsafeMutablePointer<UInt8>) {
    to[0] = digit(value / 10)
    to[1] = digit(value % 10)
  }

  private static func digit(_ value: Int64) -> UInt8 { UInt8(truncatingIfNeeded: value) &+ 48 }
}
