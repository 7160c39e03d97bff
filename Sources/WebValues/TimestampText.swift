import CKernels
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
  /// Cost: the digits of both are checked and joined together; a fraction is read step by step.
  public static func parse(date: Bytes, time: Bytes) -> Int64? {
    if date.count == 10, time.count == 8, let days = days(date.start),
      let seconds = seconds(time.start)
    {
      return days * 86_400_000 + seconds * 1000
    }
    var dateReader = DigitReader(date)
    var timeReader = DigitReader(time)
    guard let days = dateReader.date(), dateReader.isAtEnd,
      let milliseconds = timeReader.time(), timeReader.isAtEnd
    else { return nil }
    return days * 86_400_000 + milliseconds
  }

  /// The days since 1970 of the ten bytes `yyyy-MM-dd`; nil for anything else.
  private static func days(_ text: UnsafePointer<UInt8>) -> Int64? {
    let word = ck_word(text)
    // `0000-00-`, the first byte lowest; then all digits are 0 to 9.
    let digits = word &- 0x2d30_302d_3030_3030
    let day = ck_small_number(text + 8, 2)
    guard word & 0xfff0_f0ff_f0f0_f0f0 == 0x2d30_302d_3030_3030,
      (digits &+ 0x0006_0600_0606_0606) & 0x00f0_f000_f0f0_f0f0 == 0, day >= 0
    else { return nil }
    let pairs = digits &* 10 &+ (digits &>> 8)
    return CivilDate(
      year: Int64(pairs & 0xff) * 100 + Int64(pairs &>> 16 & 0xff),
      month: Int64(pairs &>> 40 & 0xff), day: Int64(day))?.days
  }

  /// The seconds of the eight bytes `HH:mm:ss`; nil for anything else.
  private static func seconds(_ text: UnsafePointer<UInt8>) -> Int64? {
    let word = ck_word(text)
    let digits = word &- 0x3030_3a30_303a_3030
    guard word & 0xf0f0_fff0_f0ff_f0f0 == 0x3030_3a30_303a_3030,
      (digits &+ 0x0606_0006_0600_0606) & 0xf0f0_00f0_f000_f0f0 == 0
    else { return nil }
    let pairs = digits &* 10 &+ (digits &>> 8)
    let (hour, minute, second) = (pairs & 0xff, pairs &>> 24 & 0xff, pairs &>> 48 & 0xff)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return Int64((hour &* 60 &+ minute) &* 60 &+ second)
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
    let rest = UInt32(truncatingIfNeeded: milliseconds &- days &* 86_400_000)
    let seconds = rest / 1000
    let minutes = seconds / 60
    let date = CivilDate(days: days)
    let out = to + year(date.year, to)
    out[0] = 45
    pair(date.month, out + 1)
    out[3] = 45
    pair(date.day, out + 4)
    out[6] = mark
    ck_put_pair(minutes / 60, out + 7)
    out[9] = 58
    ck_put_pair(minutes % 60, out + 10)
    out[12] = 58
    ck_put_pair(seconds % 60, out + 13)
    out[15] = 46
    out[16] = UInt8(truncatingIfNeeded: rest % 1000 / 100) &+ 48
    ck_put_pair(rest % 100, out + 17)
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
    ck_put_pair(UInt32(truncatingIfNeeded: value), to)
  }
}
