import StageKit

/// Times of logs that count from 1970.
enum EpochText {
  /// Digits of the smallest number that is taken for milliseconds: in seconds it is the year 5138.
  private static let millisecondDigits = 12

  /// The milliseconds of `1607374321.541`, `1607374321` or `1607374321541`.
  ///
  /// Errors: nil for anything else and for years above 9999.
  static func parse(_ text: Bytes) -> Int64? {
    let point = text.firstIndex(of: 46) ?? text.count
    guard point > 0, point <= 15, isDigits(text.prefix(point)),
      let whole = NumberText.int64(text.prefix(point))
    else { return nil }
    if point >= millisecondDigits {
      return point == text.count && TimestampText.isWritable(whole) ? whole : nil
    }
    let fraction = text.dropFirst(min(point + 1, text.count))
    guard point == text.count || !fraction.isEmpty, isDigits(fraction) else { return nil }
    var milliseconds = whole * 1000
    var weight: Int64 = 100
    for i in 0..<min(3, fraction.count) {
      milliseconds += weight * Int64(fraction[i] &- 48)
      weight /= 10
    }
    return TimestampText.isWritable(milliseconds) ? milliseconds : nil
  }

  /// Whether a text is a time of our days: at least nine digits, a point, digits.
  static func looksLikeSeconds(_ text: Bytes) -> Bool {
    let point = text.firstIndex(of: 46) ?? text.count
    return point >= 9 && point < millisecondDigits && parse(text) != nil
  }

  private static func isDigits(_ text: Bytes) -> Bool {
    for i in 0..<text.count where text[i] &- 48 > 9 { return false }
    return true
  }
}
