import CKernels
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
    if let size = small(text) { return size }
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

  /// Two numbers of up to four digits, which nearly all are; nil for anything else.
  @inline(__always)
  private static func small(_ text: Bytes) -> Dimensions? {
    let mark = (ck_equal16(text.start, 120) | 1 &<< 16).trailingZeroBitCount
    let rest = text.count &- mark &- 1
    guard mark > 0, mark < 5, rest > 0, rest < 5 else { return nil }
    let width = ck_small_number(text.start, mark)
    let height = ck_small_number(text.start + (mark &+ 1), rest)
    return width < 0 || height < 0 ? nil : .size(width: width, height: height)
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
