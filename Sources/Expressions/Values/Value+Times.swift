extension Value {
  /// Nanoseconds in a second.
  static let billion: Int64 = 1_000_000_000

  /// Seconds and nanoseconds since 1970, UTC.
  static func timestamp(_ seconds: Int64, _ nanoseconds: Int64) -> Value {
    Value(
      bits: UInt64(bitPattern: seconds), count: UInt32(truncatingIfNeeded: nanoseconds),
      kind: .timestamp)
  }

  /// A span of time; the nanoseconds count forward from the second, also of a negative one.
  static func duration(_ seconds: Int64, _ nanoseconds: Int64) -> Value {
    Value(
      bits: UInt64(bitPattern: seconds), count: UInt32(truncatingIfNeeded: nanoseconds),
      kind: .duration)
  }

  static func timestamp(milliseconds: Int64) -> Value {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return rest < 0
      ? .timestamp(seconds - 1, (rest + 1000) * 1_000_000) : .timestamp(seconds, rest * 1_000_000)
  }

  var seconds: Int64 { Int64(bitPattern: bits) }
  var nanoseconds: Int64 { Int64(count) }

  /// The whole milliseconds of a timestamp; nil when they do not fit.
  var milliseconds: Int64? {
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, isTooLarge) = whole.addingReportingOverflow(nanoseconds / 1_000_000)
    return overflow || isTooLarge ? nil : sum
  }
}
