import EventModel
import WebValues

/// Points in time and spans of time.
enum Times {
  /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  private static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
  /// About 10,000 years, either way: all that lies between two points.
  private static let longest: Int64 = 315_576_000_000
  private static let outside = Value.error("the time is outside of the years 1 to 9999")
  private static let tooLong = Value.error("the duration is longer than 10,000 years")

  static func arithmetic(_ function: ArithmeticFunction, _ a: Value, _ b: Value) -> Value {
    let sign: Int64 = function == .subtract ? -1 : 1
    guard function == .add || function == .subtract else { return Function.noOverload }
    switch (a.kind, b.kind) {
    case (.timestamp, .duration), (.duration, .duration):
      return sum(a, b, sign, a.kind)
    case (.duration, .timestamp):
      return function == .add ? sum(a, b, 1, .timestamp) : Function.noOverload
    case (.timestamp, .timestamp):
      guard function == .subtract else { return Function.noOverload }
      // Spans in nanoseconds fit into 64 bits up to 292 years; longer ones are refused, as in CEL.
      let span = sum(a, b, -1, .duration)
      guard span.kind == .duration, Swift.abs(span.seconds) <= Int64.max / Value.billion else {
        return .error("the times are more than 292 years apart")
      }
      return span
    default: return Function.noOverload
    }
  }

  private static func sum(_ a: Value, _ b: Value, _ sign: Int64, _ kind: Value.Kind) -> Value {
    var seconds = a.seconds + sign * b.seconds
    var nanoseconds = a.nanoseconds + sign * b.nanoseconds
    if nanoseconds < 0 {
      nanoseconds += Value.billion
      seconds -= 1
    } else if nanoseconds >= Value.billion {
      nanoseconds -= Value.billion
      seconds += 1
    }
    return kind == .timestamp
      ? timestamp(seconds, nanoseconds) : duration(seconds, nanoseconds)
  }

  private static func timestamp(_ seconds: Int64, _ nanoseconds: Int64) -> Value {
    range.contains(seconds) ? .timestamp(seconds, nanoseconds) : outside
  }

  private static func duration(_ seconds: Int64, _ nanoseconds: Int64) -> Value {
    Swift.abs(seconds) <= longest ? .duration(seconds, nanoseconds) : tooLong
  }

  static func timestamp(_ value: Value) -> Value {
    switch value.kind {
    case .timestamp: value
    case .integer: timestamp(value.integer, 0)
    case .text: parse(timestamp: value.bytes)
    default: Function.noOverload
    }
  }

  static func duration(_ value: Value) -> Value {
    switch value.kind {
    case .duration: value
    case .integer: duration(value.integer, 0)
    case .text: parse(duration: value.bytes)
    default: Function.noOverload
    }
  }

  /// RFC 3339, with up to nine digits behind the point.
  private static func parse(timestamp text: Bytes) -> Value {
    var reader = TimeReader(text)
    guard let days = reader.date(), let second = reader.time(), let nanoseconds = reader.fraction(),
      let offset = reader.zone(), reader.isAtEnd
    else { return .error("the text is no time such as '2026-11-21T23:12:24Z'") }
    return timestamp(days * 86_400 + second - offset, nanoseconds)
  }

  /// `1h30m`, `-1.5s`, `200ms`: numbers with their units.
  private static func parse(duration text: Bytes) -> Value {
    guard let nanoseconds = TimeReader.duration(text) else {
      return .error("the text is no duration such as '1h30m' or '90s'")
    }
    guard Swift.abs(nanoseconds.seconds) <= longest else { return tooLong }
    return duration(nanoseconds.seconds, nanoseconds.rest)
  }

  static func shown(timestamp value: Value) -> String {
    let days = CivilDate.floor(value.seconds, 86_400)
    let date = CivilDate(days: days)
    let second = value.seconds - days * 86_400
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
      + "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
      + "\(fraction(value.nanoseconds))Z"
  }

  static func shown(duration value: Value) -> String {
    let isNegative = value.seconds < 0
    var (seconds, nanoseconds) = (value.seconds, value.nanoseconds)
    if isNegative, nanoseconds > 0 {
      seconds += 1
      nanoseconds = Value.billion - nanoseconds
    }
    return "\(isNegative ? "-" : "")\(Swift.abs(seconds))\(fraction(nanoseconds))s"
  }

  static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
  }

  private static func fraction(_ nanoseconds: Int64) -> String {
    guard nanoseconds > 0 else { return "" }
    var digits = padded(nanoseconds, 9)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
  }
}
