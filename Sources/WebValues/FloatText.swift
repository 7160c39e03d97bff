/// Binary floating-point numbers as text, in the form of Java's `toString`.
///
/// Shape: the fewest digits that identify the number, at least one behind the point; an exponent
/// below 1e-3 and from 1e7 on (`1.0E10`); `NaN`, `Infinity`, `-Infinity`.
/// Cost: about 10 ns for numbers of up to four decimals, such as places on earth; else 100 ns: Swift's
/// own text of the number is taken apart, which for `Float` fits in a Swift string without memory of
/// its own.
/// Source: Snowplow Enrich, fact sheet 1.2.
public enum FloatText {
  /// Bytes that a number takes at most.
  public static let capacity = 32

  /// Writes a 32-bit number; gives how many bytes.
  public static func write(_ value: Float, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    // Below 1024 neighbours are less than a ten-thousandth apart.
    if value.magnitude < 1024, let count = writeShort(Double(value), to, { Float($0) == value }) {
      return count
    }
    guard value.isFinite else { return writeWord(value.isNaN, value < 0, to) }
    return write(value.description, to)
  }

  /// Writes a 64-bit number; gives how many bytes.
  public static func write(_ value: Double, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    if value.magnitude < 1e7, let count = writeShort(value, to, { $0 == value }) { return count }
    guard value.isFinite else { return writeWord(value.isNaN, value < 0, to) }
    return write(value.description, to)
  }

  /// Writes a number of at most four decimals from 0.001 on; nil when it is none.
  ///
  /// Shape: `isSame` says whether a number is the one that is written. Neighbours of that are less
  /// than a ten-thousandth apart, so it has one form of four decimals at most, and no other form has
  /// as few digits.
  @inline(__always)
  private static func writeShort(
    _ value: Double, _ to: UnsafeMutablePointer<UInt8>, _ isSame: (Double) -> Bool
  ) -> Int? {
    let scaled = (value.magnitude * 10_000).rounded(.toNearestOrEven)
    guard scaled >= 10, isSame(value < 0 ? scaled / -10_000 : scaled / 10_000) else { return nil }
    let number = Int64(scaled)
    var at = to
    if value < 0 {
      at.pointee = 45
      at += 1
    }
    let (whole, decimals) = number.quotientAndRemainder(dividingBy: 10_000)
    at += NumberText.write(whole, at)
    at.pointee = 46
    var rest = UInt32(decimals)
    var count = 1
    // From the left; what is left behind the last digit is zeros.
    var power: UInt32 = 1_000
    repeat {
      at[count] = 48 + UInt8(truncatingIfNeeded: rest / power)
      rest %= power
      power /= 10
      count += 1
    } while rest > 0
    return at + count - to
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
