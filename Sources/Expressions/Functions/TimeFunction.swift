import EventModel
import WebValues

/// Parts of a time in a time zone, or of a duration as a whole.
enum TimeFunction: BitwiseCopyable {
  case fullYear, month, dayOfMonth, date, dayOfWeek, dayOfYear
  case hours, minutes, seconds, milliseconds
  /// `date(t)`: the day as text.
  case day

  func call(_ value: Value, _ zone: TimeZoneRules, _ run: inout Evaluation) -> Value {
    if value.kind == .duration { return ofDuration(value) }
    guard value.kind == .timestamp else { return Function.noOverload }
    let seconds = value.seconds + zone.offset(at: value.seconds)
    let days = CivilDate.floor(seconds, 86_400)
    let second = seconds - days * 86_400
    switch self {
    case .hours: return .integer(second / 3600)
    case .minutes: return .integer(second / 60 % 60)
    case .seconds: return .integer(second % 60)
    case .milliseconds: return .integer(value.nanoseconds / 1_000_000)
    // 1970-01-01 was a Thursday; the week begins with Sunday as 0.
    case .dayOfWeek: return .integer(days + 4 - CivilDate.floor(days + 4, 7) * 7)
    default: return ofDate(days, &run)
    }
  }

  private func ofDate(_ days: Int64, _ run: inout Evaluation) -> Value {
    let date = CivilDate(days: days)
    switch self {
    case .fullYear: return .integer(date.year)
    case .month: return .integer(date.month - 1)
    case .dayOfMonth: return .integer(date.day - 1)
    case .date: return .integer(date.day)
    case .dayOfYear:
      let first = CivilDate(year: date.year, month: 1, day: 1)
      return .integer(days - (first?.days ?? days))
    default: return text(date, &run)
    }
  }

  /// `2026-11-21`, written without a Swift text: paths of sinks ask for it with every event.
  private func text(_ date: CivilDate, _ run: inout Evaluation) -> Value {
    guard (0...9999).contains(date.year) else {
      return .error("the year has more than four digits")
    }
    guard let room = run.room(10) else { return Evaluation.tooLarge }
    func put(_ number: Int64, _ at: Int) {
      room[at] = 48 + UInt8(truncatingIfNeeded: number / 10 % 10)
      room[at + 1] = 48 + UInt8(truncatingIfNeeded: number % 10)
    }
    put(date.year / 100, 0)
    put(date.year, 2)
    put(date.month, 5)
    put(date.day, 8)
    room[4] = UInt8(ascii: "-")
    room[7] = UInt8(ascii: "-")
    return .text(run.arena.commit(10))
  }

  private func ofDuration(_ value: Value) -> Value {
    let isNegative = value.seconds < 0
    let whole = isNegative && value.nanoseconds > 0 ? value.seconds + 1 : value.seconds
    switch self {
    case .hours: return .integer(whole / 3600)
    case .minutes: return .integer(whole / 60)
    case .seconds: return .integer(whole)
    case .milliseconds:
      let part = value.nanoseconds / 1_000_000
      return .integer(isNegative && part > 0 ? part - 1000 : part)
    default: return Function.noOverload
    }
  }
}
