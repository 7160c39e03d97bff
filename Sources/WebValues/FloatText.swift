/// Binary floating-point numbers as text, in the form of Java's `toString`.
///
/// Shape: the fewest digits that identify the number, at least one behind the point; an exponent
/// below 1e-3 and from 1e7 on (`1.0E10`); `NaN`, `Infinity`, `-Infinity`.
/// Cost: 100 ns; Swift's own text of the number is taken apart, which for `Float` fits in a Swift
/// string without memory of its own.
/// Source: Snowplow Enrich, fact sheet 1.2.
public enum FloatText {
  /// Bytes that a number takes at most.
  public static let capacity = 32

  /// Writes a 32-bit number; gives how many bytes.
  public static func write(_ value: Float, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else { return writeWord(value.isNaN, value < 0, to) }
    return write(value.description, to)
  }

  /// Writes a 64-bit number; gives how many bytes.
  public static func write(_ value: Double, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else { return writeWord(value.isNaN, value < 0, to) }
    return write(value.description, to)
  }

  private static func writeWord(
    _ isNaN: Bool, _ isNegative: Bool, _ to: UnsafeMutablePointer<UInt8>
  ) -> Int {
    put(isNaN ? "NaN" : isNegative ? "-Infinity" : "Infinity", to)
  }

  private static func write(_ text: String, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    var text = text
    return text.withUTF8 { ShortestDigits($0).write(to) }
  }

  static func put(_ word: StaticString, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    to.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
    return word.utf8CodeUnitCount
  }
}
