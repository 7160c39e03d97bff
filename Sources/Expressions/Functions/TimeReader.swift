import EventModel
import WebValues

/// Reads times and durations from text.
struct TimeReader {
  private let text: Bytes
  private var at = 0

  init(_ text: Bytes) { self.text = text }

  var isAtEnd: Bool { at == text.count }

  private var here: UInt8 { at < text.count ? text[at] : 0 }

  private mutating func skip(_ c: UInt8) -> Bool {
    guard here == c, !isAtEnd else { return false }
    at += 1
    return true
  }

  /// A number of exactly some digits.
  private mutating func number(_ digits: Int) -> Int64? {
    guard at + digits <= text.count else { return nil }
    var value: Int64 = 0
    for _ in 0..<digits {
      guard here &- 48 < 10 else { return nil }
      value = value * 10 + Int64(here &- 48)
      at += 1
    }
    return value
  }

  /// Days after 1970 of `2026-11-21`.
  mutating func date() -> Int64? {
    guard let year = number(4), skip(UInt8(ascii: "-")), let month = number(2),
      skip(UInt8(ascii: "-")), let day = number(2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return date.days
  }

  /// The second of the day of `T23:12:24`.
  mutating func time() -> Int64? {
    guard skip(UInt8(ascii: "T")) || skip(UInt8(ascii: "t")) || skip(32),
      let hour = number(2), hour < 24, skip(58), let minute = number(2), minute < 60, skip(58),
      let second = number(2), second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The nanoseconds of `.123`; 0 when there is none.
  mutating func fraction() -> Int64? {
    guard skip(UInt8(ascii: ".")) else { return 0 }
    guard here &- 48 < 10 else { return nil }
    var value: Int64 = 0
    var unit = Value.billion / 10
    while here &- 48 < 10 {
      value += Int64(here &- 48) * unit
      unit /= 10
      at += 1
    }
    return value
  }

  /// The seconds east of Greenwich of `Z`, `+01:00`, `-02:30`.
  mutating func zone() -> Int64? {
    if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
    guard here == UInt8(ascii: "+") || here == UInt8(ascii: "-") else { return nil }
    return offset()
  }

  /// The seconds of `+01:00`, `-02:30`, `02:00`.
  mutating func offset() -> Int64? {
    let isWest = skip(UInt8(ascii: "-"))
    if !isWest { _ = skip(UInt8(ascii: "+")) }
    guard let hour = number(2), hour < 24, skip(58), let minute = number(2), minute < 60 else {
      return nil
    }
    let seconds = hour * 3600 + minute * 60
    return isWest ? -seconds : seconds
  }

  /// Whole seconds and the nanoseconds that count forward from them.
  static func duration(_ text: Bytes) -> (seconds: Int64, rest: Int64)? {
    var reader = TimeReader(text)
    let isNegative = reader.skip(UInt8(ascii: "-"))
    if !isNegative { _ = reader.skip(UInt8(ascii: "+")) }
    if text.count - reader.at == 1, reader.skip(48) { return (0, 0) }
    var (seconds, rest): (Int64, Int64) = (0, 0)
    repeat {
      guard let part = reader.part() else { return nil }
      seconds += part.seconds
      rest += part.rest
      seconds += rest / Value.billion
      rest %= Value.billion
      // Far beyond the longest duration, which the caller refuses; sums stay small.
      guard seconds < Int64.max / 4 else { return nil }
    } while !reader.isAtEnd
    guard isNegative else { return (seconds, rest) }
    return rest == 0 ? (-seconds, 0) : (-seconds - 1, Value.billion - rest)
  }

  /// A number with its unit.
  private mutating func part() -> (seconds: Int64, rest: Int64)? {
    let start = at
    var whole: Int64 = 0
    while here &- 48 < 10 {
      guard whole < 100_000_000_000_000_000 else { return nil }
      whole = whole * 10 + Int64(here &- 48)
      at += 1
    }
    var (numerator, denominator): (Int64, Int64) = (0, 1)
    var digits = at - start
    if skip(UInt8(ascii: ".")) {
      while here &- 48 < 10 {
        if denominator < 1_000_000_000 {
          numerator = numerator * 10 + Int64(here &- 48)
          denominator *= 10
        }
        at += 1
        digits += 1
      }
    }
    guard digits > 0, let unit = unit() else { return nil }
    if unit < Value.billion {
      let perSecond = Value.billion / unit
      return (whole / perSecond, whole % perSecond * unit + numerator * unit / denominator)
    }
    let (seconds, overflow) = whole.multipliedReportingOverflow(by: unit / Value.billion)
    // At most 1e9 - 1 times 3600: the nanoseconds are taken apart so that they fit.
    let scaled = numerator * (unit / Value.billion)
    let more = scaled / denominator
    let rest = scaled % denominator * (Value.billion / denominator)
    return overflow || seconds > Int64.max / 4 ? nil : (seconds + more, rest)
  }

  /// The nanoseconds of the unit that stands here.
  private mutating func unit() -> Int64? {
    let start = at
    while !isAtEnd, here != UInt8(ascii: "."), here &- 48 >= 10 { at += 1 }
    let name = text.slice(start, at)
    switch true {
    case name == "ns": return 1
    case name == "us", name == "µs", name == "μs": return 1000
    case name == "ms": return 1_000_000
    case name == "s": return Value.billion
    case name == "m": return 60 * Value.billion
    case name == "h": return 3600 * Value.billion
    default: return nil
    }
  }
}
