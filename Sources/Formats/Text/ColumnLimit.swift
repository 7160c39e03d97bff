import StageKit

/// The longest text that one of Snowplow's columns may hold.
///
/// Source: Snowplow Enrich, fact sheet 1.6; the limits stand in `SnowplowFields`.
struct ColumnLimit: Sendable {
  let column: String
  /// In UTF-16 code units.
  let limit: Int

  /// Whether a text is longer.
  ///
  /// Cost: a comparison, unless the text has more bytes than the limit.
  func isExceeded(by text: Bytes) -> Bool {
    text.count > limit && ColumnLimit.length(text) > limit
  }

  /// What is said of a text that is longer.
  func words(_ text: Bytes) -> String {
    let length = ColumnLimit.grouped(ColumnLimit.length(text))
    return "\(length) characters, at most \(ColumnLimit.grouped(limit))"
  }

  /// The UTF-16 code units of well-formed UTF-8.
  static func length(_ text: Bytes) -> Int {
    var units = 0
    for i in 0..<text.count {
      if text[i] & 0xc0 != 0x80 { units &+= 1 }
      if text[i] >= 0xf0 { units &+= 1 }
    }
    return units
  }

  /// A number with a comma before each three digits.
  private static func grouped(_ number: Int) -> String {
    number < 1000
      ? "\(number)"
      : grouped(number / 1000) + "," + String(String(1000 + number % 1000).dropFirst())
  }
}
