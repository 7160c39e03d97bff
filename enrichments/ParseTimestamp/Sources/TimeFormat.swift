import StageKit

/// One form of times.
enum TimeFormat: Sendable {
  case rfc3339
  case apache
  /// A number of units since 1970, so many of them a second.
  case epoch(perSecond: Int64)
  case pattern(TimePattern)

  static let names = [
    "rfc3339", "apache", "epoch_seconds", "epoch_milliseconds", "epoch_microseconds",
  ]

  init(_ text: String) throws(TimeFormatProblem) {
    switch text {
    case "rfc3339": self = .rfc3339
    case "apache": self = .apache
    case "epoch_seconds": self = .epoch(perSecond: 1)
    case "epoch_milliseconds": self = .epoch(perSecond: 1000)
    case "epoch_microseconds": self = .epoch(perSecond: 1_000_000)
    default:
      guard text.contains("%") else {
        throw TimeFormatProblem(
          message: "no format '\(text)'",
          help: Suggestion.didYouMean(text, of: TimeFormat.names)
            ?? "there are: \(TimeFormat.names.joined(separator: ", ")), and patterns such as '%d.%m.%Y %H:%M'"
        )
      }
      self = .pattern(try TimePattern(text))
    }
  }

  /// Milliseconds since 1970; nil when the text is in another form, or there is no such time.
  func read(_ text: Bytes, _ zone: LocalTime) -> Int64? {
    switch self {
    case .rfc3339: TimeFormat.rfc3339(text, zone)
    case .apache: TimestampText.parse(apache: text)
    case .epoch(let perSecond): TimeFormat.epoch(text, perSecond)
    case .pattern(let pattern): pattern.read(text, zone)
    }
  }

  /// Without a zone it is that of the stage, also behind `T`.
  private static func rfc3339(_ text: Bytes, _ zone: LocalTime) -> Int64? {
    guard text.count >= 19 else { return nil }
    let isLocal = !text.dropFirst(19).buffer.contains { $0 != 46 && $0 &- 48 >= 10 }
    guard isLocal else { return TimestampText.parse(rfc3339: text) }
    guard text[10] == 84 || text[10] == 116 || text[10] == 32,
      let local = TimestampText.parse(date: text.prefix(10), time: text.dropFirst(11))
    else { return nil }
    return zone.milliseconds(local)
  }

  private static func epoch(_ text: Bytes, _ perSecond: Int64) -> Int64? {
    let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.count
    guard let whole = NumberText.int64(text.prefix(point)) else { return nil }
    guard perSecond == 1 else {
      return point == text.count ? CivilDate.floor(whole, perSecond / 1000) : nil
    }
    let (milliseconds, overflow) = whole.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return nil }
    guard point < text.count else { return milliseconds }
    guard let rest = decimals(text.dropFirst(point + 1)) else { return nil }
    let isBelow = text[0] == UInt8(ascii: "-")
    return isBelow ? milliseconds - rest : milliseconds + rest
  }

  /// Milliseconds of the digits behind a point; nil for none, or what is no digit.
  static func decimals(_ digits: Bytes) -> Int64? {
    guard (1...9).contains(digits.count) else { return nil }
    var value: Int64 = 0
    for i in 0..<digits.count {
      guard digits[i] &- 48 < 10 else { return nil }
      if i < 3 { value = value * 10 + Int64(digits[i] &- 48) }
    }
    for _ in digits.count..<max(3, digits.count) { value *= 10 }
    return value
  }
}

/// What is wrong with the name of a format.
struct TimeFormatProblem: Error {
  let message: String
  let help: String
}

extension LocalTime {
  /// The same in milliseconds.
  func milliseconds(_ local: Int64) -> Int64 {
    let seconds = CivilDate.floor(local, 1000)
    return utc(seconds) * 1000 + (local - seconds * 1000)
  }
}
