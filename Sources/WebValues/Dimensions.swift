public import EventModel

/// A width and a height in a text such as `1200x800`.
public enum Dimensions: Equatable, Sendable {
  /// Both numbers.
  case size(width: Int32, height: Int32)
  /// The text is not two runs of ASCII digits around an `x`.
  case malformed
  /// One of the numbers does not fit in 32 bits.
  case outOfRange

  /// Reads a whole text.
  ///
  /// Source: Snowplow Enrich, fact sheet 2.5, kind W.
  public static func parse(_ text: Bytes) -> Dimensions {
    var at = 0
    guard let width = number(text, &at), at < text.count, text[at] == 120 else {
      return .malformed
    }
    at &+= 1
    guard let height = number(text, &at), at == text.count else { return .malformed }
    guard let width = Int32(exactly: width), let height = Int32(exactly: height) else {
      return .outOfRange
    }
    return .size(width: width, height: height)
  }

  /// The digits from `at` on, which then lies behind them; nil when there are none. What does not
  /// fit in 32 bits is some number that does not.
  @inline(__always)
  private static func number(_ text: Bytes, _ at: inout Int) -> Int64? {
    let start = at
    var value: Int64 = 0
    while at < text.count {
      let digit = text[at] &- 48
      guard digit < 10 else { break }
      if value <= Int64(Int32.max) { value = value &* 10 &+ Int64(digit) }
      at &+= 1
    }
    return at == start ? nil : value
  }
}
