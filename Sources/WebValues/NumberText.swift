import CKernels
public import EventModel

/// Whole numbers as text.
public enum NumberText {
  /// The number of a text, as Java's `Integer.parseInt`: a sign, then decimal digits of any script.
  ///
  /// Errors: nil for everything else and for what does not fit.
  public static func int32(_ text: Bytes) -> Int32? {
    if text.count &- 1 < 4, !text.isEmpty {
      let value = ck_small_number(text.start, text.count)
      if value >= 0 { return value }
    }
    guard let value = int64(text) else { return nil }
    return Int32(exactly: value)
  }

  /// The number of a text, as Java's `Long.parseLong`.
  ///
  /// Errors: nil for everything else and for what does not fit.
  public static func int64(_ text: Bytes) -> Int64? {
    guard !text.isEmpty else { return nil }
    let isNegative = text[0] == 45
    var at = isNegative || text[0] == 43 ? 1 : 0
    guard at < text.count else { return nil }
    var value: Int64 = 0
    while at < text.count {
      guard let digit = DecimalDigit.read(text, &at) else { return nil }
      guard value >= -922_337_203_685_477_580 else { return nil }
      let (next, overflow) = (value &* 10).subtractingReportingOverflow(Int64(digit))
      if overflow { return nil }
      value = next
    }
    if isNegative { return value }
    return value == Int64.min ? nil : -value
  }

  /// The number of ASCII digits without a sign, up to 2147483647.
  public static func int32(unsigned text: Bytes) -> Int32? {
    guard !text.isEmpty else { return nil }
    var value: Int64 = 0
    for i in 0..<text.count {
      let digit = text[i] &- 48
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
      if value > Int64(Int32.max) { return nil }
    }
    return Int32(truncatingIfNeeded: value)
  }

  /// The milliseconds since 1970 of a text, if their year is one of 0 to 9999.
  public static func epochMilliseconds(_ text: Bytes) -> Int64? {
    guard let value = int64(text), TimestampText.isWritable(value) else { return nil }
    return value
  }

  /// Writes a number in decimal; gives how many bytes, 20 at most.
  @inline(__always)
  public static func write(_ value: Int64, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    value >= 0 && value < 10_000
      ? ck_put_small(UInt32(truncatingIfNeeded: value), to) : writeLarge(value, to)
  }

  /// From the right, two digits at a time.
  static func writeLarge(_ value: Int64, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    var rest = value.magnitude
    var digits = 1
    var limit: UInt64 = 10
    while digits < 19 && rest >= limit {
      digits &+= 1
      limit &*= 10
    }
    let sign = value < 0 ? 1 : 0
    if sign == 1 { to.pointee = 45 }
    let count = sign &+ digits
    var at = count
    while rest >= 100 {
      let next = rest / 100
      at &-= 2
      ck_put_pair(UInt32(truncatingIfNeeded: rest &- next &* 100), to + at)
      rest = next
    }
    if rest >= 10 {
      ck_put_pair(UInt32(truncatingIfNeeded: rest), to + sign)
    } else {
      to[sign] = UInt8(truncatingIfNeeded: rest) &+ 48
    }
    return count
  }
}
