import WebValues

/// What `{run}` stands for: the time at which a run began.
enum RunName {
  /// `2026-11-21-23-12-24`, in UTC: sorts by time and stands in folder names of every system.
  static func at(milliseconds: Int64) -> String {
    let seconds = Int(milliseconds.quotient(1000))
    let (day, rest) = (seconds.quotient(86400), seconds - seconds.quotient(86400) * 86400)
    let date = CalendarDate(Int64(day * 86400)).description
    let parts = [rest / 3600, rest / 60 % 60, rest % 60]
    return date + parts.map { "-" + ($0 < 10 ? "0" : "") + String($0) }.joined()
  }
}

extension BinaryInteger {
  /// The quotient rounded down, before 1970 too.
  fileprivate func quotient(_ divisor: Self) -> Self {
    let result = self / divisor
    return result * divisor > self ? result - 1 : result
  }
}
