/// Amounts with a unit, as a pipeline file states them: `30s`, `64MB`, `20%`.
package enum Amount {
  private static let sizes: [(unit: String, factor: Int)] = [
    ("GiB", 1_073_741_824), ("GB", 1_000_000_000), ("MiB", 1_048_576), ("MB", 1_000_000),
    ("KiB", 1024), ("kB", 1000), ("B", 1),
  ]
  private static let durations: [(unit: String, factor: Int)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// The bytes of a size such as `64MB`; nil when it is none.
  package static func bytes(_ text: String) -> Int? { whole(text, sizes) }

  /// The milliseconds of a duration such as `30s`; nil when it is none.
  package static func milliseconds(_ text: String) -> Int? { whole(text, durations) }

  /// The part of a whole, from 0 to 1, that a share such as `20%` or `0.5%` is; nil when it is none.
  package static func share(_ text: String) -> Double? {
    guard text.hasSuffix("%") else { return nil }
    let number = text.dropLast()
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }),
      let percent = Double(number), percent <= 100
    else { return nil }
    return percent / 100
  }

  /// A size in the largest unit that leaves a whole number.
  package static func text(bytes: Int) -> String { text(bytes, sizes) }

  /// A duration in the largest unit that leaves a whole number.
  package static func text(milliseconds: Int) -> String { text(milliseconds, durations) }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func whole(_ text: String, _ units: [(unit: String, factor: Int)]) -> Int? {
    let digits = text.utf8.prefix(while: isDigit)
    guard let number = Int(String(text.prefix(digits.count))),
      let factor = units.first(where: { $0.unit == text.dropFirst(digits.count) })?.factor
    else { return nil }
    let (amount, isTooLarge) = number.multipliedReportingOverflow(by: factor)
    return isTooLarge ? nil : amount
  }

  private static func text(_ amount: Int, _ units: [(unit: String, factor: Int)]) -> String {
    guard amount > 0, let fit = units.first(where: { amount % $0.factor == 0 }) else {
      return "0\(units.last?.unit ?? "")"
    }
    return "\(amount / fit.factor)\(fit.unit)"
  }
}
