/// A day of the Gregorian calendar, which is taken to have been in use always.
public struct CivilDate: Sendable {
  /// The year, counted from 1.
  public let year: Int64
  /// The month, counted from 1.
  public let month: Int64
  /// The day, counted from 1.
  public let day: Int64

  /// The date of numbers; nil when there is no such day.
  public init?(year: Int64, month: Int64, day: Int64) {
    guard month >= 1, month <= 12, day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date that is `days` after 1970-01-01.
  ///
  /// Source: years are counted from March, so that the leap day is the last of its year; 146,097
  /// days make 400 years.
  public init(days: Int64) {
    let shifted = days + 719_468
    let era = CivilDate.floor(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
    month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days after 1970-01-01.
  public var days: Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = CivilDate.floor(shifted, 400)
    let yearOfEra = shifted - era * 400
    let fromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * fromMarch + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The quotient, rounded down.
  public static func floor(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : (a + 1) / b - 1 }

  private static func length(ofMonth month: Int64, year: Int64) -> Int64 {
    if month == 2 {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
  }
}
