/// Reads the pieces of a yearly rule.
struct RuleReader {
  private let text: [UInt8]
  private var at = 0

  init(_ text: String) { self.text = Array(text.utf8) }

  var isAtEnd: Bool { at >= text.count }
  var here: UInt8 { at < text.count ? text[at] : 0 }

  private mutating func skip(_ c: UInt8) -> Bool {
    guard !isAtEnd, here == c else { return false }
    at += 1
    return true
  }

  /// Moves over `CET` or `<+0330>`.
  mutating func skipName() -> Bool {
    let start = at
    if skip(UInt8(ascii: "<")) {
      while !isAtEnd, here != UInt8(ascii: ">") { at += 1 }
      return skip(UInt8(ascii: ">"))
    }
    while !isAtEnd, (here | 32) &- 97 < 26 { at += 1 }
    return at > start
  }

  private mutating func number() -> Int64? {
    let start = at
    var value: Int64 = 0
    while here &- 48 < 10, at - start < 4, !isAtEnd {
      value = value * 10 + Int64(here &- 48)
      at += 1
    }
    return at > start ? value : nil
  }

  /// The seconds of `2`, `-1:30`, `2:00:00`.
  mutating func time() -> Int64? {
    let isNegative = skip(UInt8(ascii: "-"))
    if !isNegative { _ = skip(UInt8(ascii: "+")) }
    guard let hours = number() else { return nil }
    var seconds = hours * 3600
    if skip(58) {
      guard let minutes = number() else { return nil }
      seconds += minutes * 60
      if skip(58) { seconds += number() ?? 0 }
    }
    return isNegative ? -seconds : seconds
  }

  /// A comma, a day, and maybe the time on it: two o'clock unless stated.
  mutating func change() -> YearlyRule.Change? {
    guard skip(UInt8(ascii: ",")), let day = day() else { return nil }
    guard skip(UInt8(ascii: "/")) else { return YearlyRule.Change(day: day, seconds: 7200) }
    return time().map { YearlyRule.Change(day: day, seconds: $0) }
  }

  private mutating func day() -> YearlyRule.Day? {
    if skip(UInt8(ascii: "J")) {
      return number().flatMap { (1...365).contains($0) ? .julian($0) : nil }
    }
    guard skip(UInt8(ascii: "M")) else {
      return number().flatMap { (0...365).contains($0) ? .ordinal($0) : nil }
    }
    guard let month = number(), (1...12).contains(month), skip(46), let week = number(),
      (1...5).contains(week), skip(46), let day = number(), (0...6).contains(day)
    else { return nil }
    return .weekday(month: month, week: week, day: day)
  }
}
