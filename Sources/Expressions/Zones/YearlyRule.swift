import WebValues

/// A rule that holds every year, as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source: POSIX.1-2017, 8.3, and the footer of RFC 8536.
struct YearlyRule: Sendable {
  /// A day of the year with a time on it.
  enum Day: Sendable {
    /// Day 1 to 365, never the 29th of February.
    case julian(Int64)
    /// Day 0 to 365.
    case ordinal(Int64)
    /// A weekday of a week of a month; week 5 is the last.
    case weekday(month: Int64, week: Int64, day: Int64)
  }

  struct Change: Sendable {
    let day: Day
    let seconds: Int64
  }

  let standard: Int64
  let summer: Int64
  /// When summer time begins and ends, each in the time that holds before it; nil when never.
  let begin: Change?
  let end: Change?

  func offset(at seconds: Int64) -> Int64 {
    guard let begin, let end else { return standard }
    let year = CivilDate(days: CivilDate.floor(seconds + standard, 86_400)).year
    let from = YearlyRule.moment(begin, year) - standard
    let to = YearlyRule.moment(end, year) - summer
    let isSummer =
      from < to ? seconds >= from && seconds < to : seconds >= from || seconds < to
    return isSummer ? summer : standard
  }

  private static func moment(_ change: Change, _ year: Int64) -> Int64 {
    let first = CivilDate(year: year, month: 1, day: 1)?.days ?? 0
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let day: Int64
    switch change.day {
    case .julian(let number): day = first + number - 1 + (isLeap && number > 59 ? 1 : 0)
    case .ordinal(let number): day = first + number
    case .weekday(let month, let week, let weekday):
      let start = CivilDate(year: year, month: month, day: 1)?.days ?? first
      let startDay = start + 4 - CivilDate.floor(start + 4, 7) * 7
      var found = start + (weekday - startDay + 7) % 7 + (week - 1) * 7
      while CivilDate(days: found).month != month { found -= 7 }
      day = found
    }
    return day * 86_400 + change.seconds
  }

  /// The rule of a text; nil when it cannot be read.
  init?(_ text: String) {
    var reader = RuleReader(text)
    guard reader.skipName(), let west = reader.time() else { return nil }
    standard = -west
    guard !reader.isAtEnd else {
      (summer, begin, end) = (standard, nil, nil)
      return
    }
    guard reader.skipName() else { return nil }
    summer = reader.here == UInt8(ascii: ",") ? standard + 3600 : -(reader.time() ?? west)
    guard let first = reader.change(), let second = reader.change(), reader.isAtEnd else {
      return nil
    }
    (begin, end) = (first, second)
  }
}
