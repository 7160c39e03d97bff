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
    guard let mark = text.firstIndex(of: 120) else { return .malformed }
    let width = text.prefix(mark)
    let height = text.dropFirst(mark + 1)
    guard isDigits(width), isDigits(height) else { return .malformed }
    guard let width = NumberText.int32(unsigned: width),
      let height = NumberText.int32(unsigned: height)
    else { return .outOfRange }
    return .size(width: width, height: height)
  }

  private static func isDigits(_ text: Bytes) -> Bool {
    for i in 0..<text.count where !ASCII.isDigit(text[i]) { return false }
    return !text.isEmpty
  }
}
