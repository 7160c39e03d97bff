import EventModel

/// Walks over a text that holds a date, a time, or both.
struct DigitReader {
  private let text: Bytes
  private var at = 0

  init(_ text: Bytes) { self.text = text }

  var isAtEnd: Bool { at == text.count }

  mutating func byte() -> UInt8? {
    guard at < text.count else { return nil }
    at &+= 1
    return text[at &- 1]
  }

  /// Whether the next byte is `c`, which then lies behind.
  mutating func skip(_ c: UInt8) -> Bool {
    guard at < text.count, text[at] == c else { return false }
    at &+= 1
    return true
  }

  /// The number of exactly `digits` digits.
  mutating func number(_ digits: Int) -> Int64? {
    guard at &+ digits <= text.count else { return nil }
    var value: Int64 = 0
    for i in 0..<digits {
      let digit = text[at &+ i] &- 48
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    at &+= digits
    return value
  }

  /// `yyyy-MM-dd` in days since 1970.
  mutating func date() -> Int64? {
    guard let year = number(4), skip(45), let month = number(2), skip(45), let day = number(2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.days
  }

  /// `HH:mm:ss` and maybe a fraction, in milliseconds; digits behind the third are dropped.
  mutating func time() -> Int64? {
    guard let hour = number(2), hour < 24, skip(58), let minute = number(2), minute < 60, skip(58),
      let second = number(2), second < 60
    else { return nil }
    var milliseconds = ((hour * 60 + minute) * 60 + second) * 1000
    guard skip(46) else { return milliseconds }
    guard at < text.count, ASCII.isDigit(text[at]) else { return nil }
    var unit: Int64 = 100
    while at < text.count, ASCII.isDigit(text[at]) {
      milliseconds += Int64(text[at] &- 48) * unit
      unit /= 10
      at &+= 1
    }
    return milliseconds
  }

  /// The minutes of `+hh:mm` or `+hhmm`, negative for `-`; with the colon also 0 for `Z`.
  mutating func offset(hasColon: Bool) -> Int64? {
    guard let sign = byte() else { return nil }
    if hasColon && (sign == 90 || sign == 122) { return 0 }
    guard sign == 43 || sign == 45, let hours = number(2), hours < 24, !hasColon || skip(58),
      let minutes = number(2), minutes < 60
    else { return nil }
    return sign == 45 ? -(hours * 60 + minutes) : hours * 60 + minutes
  }

  /// The number of an English month of three letters, `Jan` to `Dec`.
  mutating func monthName() -> Int64? {
    guard at &+ 3 <= text.count else { return nil }
    let names: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"
    for month in 0..<12 {
      let name = names.utf8Start + 3 * month
      if text[at] == name[0] && text[at &+ 1] == name[1] && text[at &+ 2] == name[2] {
        at &+= 3
        return Int64(month + 1)
      }
    }
    return nil
  }
}
