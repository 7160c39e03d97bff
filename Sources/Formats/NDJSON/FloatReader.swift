import StageKit

/// Reads binary floating-point numbers, each to the nearest one.
///
/// Shape: a sign, digits, a fraction, an exponent; and the words `NaN`, `Infinity`, `-Infinity`,
/// which `ndjson` writes.
/// Errors: nil for everything else and for numbers beyond the largest.
/// Cost: 10 ns for numbers of few digits; others go through Swift's own reading.
enum FloatReader {
  /// The nearest 64-bit number.
  static func double(_ text: Bytes) -> Double? {
    guard let parts = Parts(text) else { return word(text).map(Double.init) }
    if parts.mantissa <= 1 << 53, let exact = parts.exact(Double.self, powers: 22) {
      return exact
    }
    guard let value = Double(text.string), value.isFinite else { return nil }
    return value
  }

  /// The nearest 32-bit number.
  static func float(_ text: Bytes) -> Float? {
    guard let parts = Parts(text) else { return word(text) }
    if parts.mantissa <= 1 << 24, let exact = parts.exact(Float.self, powers: 10) {
      return exact
    }
    guard let value = Float(text.string), value.isFinite else { return nil }
    return value
  }

  private static func word(_ text: Bytes) -> Float? {
    if text == "NaN" { return .nan }
    if text == "Infinity" { return .infinity }
    return text == "-Infinity" ? -.infinity : nil
  }

  /// What a decimal number is made of.
  private struct Parts {
    /// The digits as one number; the largest when they do not fit.
    private(set) var mantissa: UInt64 = 0
    private var exponent = 0
    private let isNegative: Bool

    init?(_ text: Bytes) {
      isNegative = text.count > 0 && text[0] == 45
      var at = isNegative || (text.count > 0 && text[0] == 43) ? 1 : 0
      guard readDigits(text, &at) > 0 else { return nil }
      if at < text.count, text[at] == 46 {
        at += 1
        let digits = readDigits(text, &at)
        guard digits > 0 else { return nil }
        exponent = -digits
      }
      if at < text.count, text[at] | 32 == 101 {
        guard let power = NumberText.int32(text.dropFirst(at + 1)) else { return nil }
        exponent += Int(power)
        at = text.count
      }
      guard at == text.count else { return nil }
    }

    private mutating func readDigits(_ text: Bytes, _ at: inout Int) -> Int {
      let start = at
      while at < text.count, text[at] &- 48 < 10 {
        let (high, isLarge) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, isLarger) = high.addingReportingOverflow(UInt64(text[at] &- 48))
        mantissa = isLarge || isLarger ? .max : sum
        at &+= 1
      }
      return at - start
    }

    /// The number when one rounding gives it: the digits and the power of ten are exact.
    ///
    /// Source: W. D. Clinger, How to read floating point numbers accurately, 1990.
    func exact<T: BinaryFloatingPoint>(_: T.Type, powers: Int) -> T? {
      guard abs(exponent) <= powers else { return nil }
      var power: T = 1
      for _ in 0..<abs(exponent) { power *= 10 }
      let value = exponent < 0 ? T(mantissa) / power : T(mantissa) * power
      return isNegative ? -value : value
    }
  }
}
