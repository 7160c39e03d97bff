import StageKit

/// Reads the fields of a time from a text, one after the other.
struct TimeFields {
  private let text: Bytes
  private var at = 0
  private var year: Int64 = 1970
  private var month: Int64 = 1
  private var day: Int64 = 1
  private var dayOfYear: Int64?
  private var hour: Int64 = 0
  private var isAfternoon: Bool?
  private var minute: Int64 = 0
  private var second: Int64 = 0
  private var rest: Int64 = 0
  /// Minutes east of Greenwich.
  private var offset: Int64?
  private var epoch: Int64?

  init(_ text: Bytes) { self.text = text }

  var isAtEnd: Bool { at == text.count }

  /// Whether an item of a pattern stands here; then it lies behind.
  mutating func read(_ item: TimePattern.Item) -> Bool {
    switch item {
    case .literal(let byte): return skip(byte)
    case .year: return number(4, 0...9999, \.year)
    case .shortYear:
      guard number(2, 0...99, \.year) else { return false }
      // As POSIX has it: 69 to 99 are of the 20th century.
      year += year >= 69 ? 1900 : 2000
      return true
    case .month: return number(2, 1...12, \.month)
    case .monthName:
      guard let place = name(TimeFields.months) else { return false }
      month = Int64(place + 1)
      return true
    case .day: return number(2, 1...31, \.day)
    case .looseDay: return readLooseDay()
    case .weekday: return name(TimeFields.weekdays) != nil
    case .dayOfYear:
      var days: Int64 = 0
      guard digits(3, &days), (1...366).contains(days) else { return false }
      dayOfYear = days
      return true
    case .hour: return number(2, 0...23, \.hour)
    case .hour12: return number(2, 1...12, \.hour)
    case .half: return half()
    case .minute: return number(2, 0...59, \.minute)
    case .second: return number(2, 0...59, \.second)
    case .decimals: return decimals()
    case .zone: return readZone()
    case .epoch: return readEpoch()
    }
  }

  func milliseconds(_ zone: LocalTime) -> Int64? {
    if let epoch { return epoch * 1000 + rest }
    guard let days = days, let hour = clockHour else { return nil }
    let local = (days * 86_400 + hour * 3600 + minute * 60 + second) * 1000 + rest
    return offset.map { local - $0 * 60_000 } ?? zone.milliseconds(local)
  }

  private var days: Int64? {
    guard let dayOfYear else { return CivilDate(year: year, month: month, day: day)?.days }
    guard let first = CivilDate(year: year, month: 1, day: 1) else { return nil }
    let date = CivilDate(days: first.days + dayOfYear - 1)
    return date.year == year ? date.days : nil
  }

  private var clockHour: Int64? {
    guard let isAfternoon else { return hour }
    guard (1...12).contains(hour) else { return nil }
    return hour % 12 + (isAfternoon ? 12 : 0)
  }

  // MARK: reading

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func digits(_ count: Int, _ value: inout Int64) -> Bool {
    guard at + count <= text.count else { return false }
    value = 0
    for _ in 0..<count {
      guard text[at] &- 48 < 10 else { return false }
      value = value * 10 + Int64(text[at] &- 48)
      at += 1
    }
    return true
  }

  private mutating func number(
    _ count: Int, _ range: ClosedRange<Int64>, _ path: WritableKeyPath<TimeFields, Int64>
  ) -> Bool {
    var value: Int64 = 0
    guard digits(count, &value), range.contains(value) else { return false }
    self[keyPath: path] = value
    return true
  }

  private mutating func readLooseDay() -> Bool {
    let hasBlank = skip(32)
    var value: Int64 = 0
    let isLong = !hasBlank && at + 1 < text.count && text[at + 1] &- 48 < 10
    guard digits(isLong ? 2 : 1, &value), (1...31).contains(value) else { return false }
    day = value
    return true
  }

  private mutating func half() -> Bool {
    guard at + 2 <= text.count, text[at + 1] | 32 == UInt8(ascii: "m") else { return false }
    switch text[at] | 32 {
    case UInt8(ascii: "a"): isAfternoon = false
    case UInt8(ascii: "p"): isAfternoon = true
    default: return false
    }
    at += 2
    return true
  }

  private mutating func decimals() -> Bool {
    let start = at
    while at < text.count, text[at] &- 48 < 10 { at += 1 }
    guard let value = TimeFormat.decimals(text.slice(start, at)) else { return false }
    rest = value
    return true
  }

  private mutating func readZone() -> Bool {
    if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) {
      offset = 0
      return true
    }
    let isWest = skip(UInt8(ascii: "-"))
    guard isWest || skip(UInt8(ascii: "+")) else { return false }
    var (hours, minutes): (Int64, Int64) = (0, 0)
    guard digits(2, &hours), hours < 24 else { return false }
    _ = skip(UInt8(ascii: ":"))
    guard digits(2, &minutes), minutes < 60 else { return false }
    offset = (hours * 60 + minutes) * (isWest ? -1 : 1)
    return true
  }

  private mutating func readEpoch() -> Bool {
    let start = at
    _ = skip(UInt8(ascii: "-"))
    while at < text.count, text[at] &- 48 < 10 { at += 1 }
    // Twelve digits: beyond the year 9999, and far from the limits of 64 bits.
    guard at - start <= 12, let value = NumberText.int64(text.slice(start, at)) else {
      return false
    }
    epoch = value
    return true
  }

  /// The place of the name that stands here, in any case; three letters of it suffice.
  private mutating func name(_ names: [StaticString]) -> Int? {
    for (place, name) in names.enumerated() {
      let whole = name.utf8CodeUnitCount
      for length in [whole, 3] where at + length <= text.count {
        let isIt = name.withUTF8Buffer { letters in
          (0..<length).allSatisfy { text[at + $0] | 32 == letters[$0] }
        }
        if isIt {
          at += length
          return place
        }
      }
    }
    return nil
  }

  private static let months: [StaticString] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static let weekdays: [StaticString] = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
}
