public import EventModel

/// Decimal numbers as text, with all their digits.
public enum DecimalText {
  /// Digits of a number and the size of its exponent at most; more would only cost memory.
  public static let limit = 1000

  /// The text of a decimal number as Java's `BigDecimal` prints it; nil when the text is none.
  ///
  /// Shape: zeros behind the point stay; numbers are written out, but small ones get an exponent
  /// (`1E-7`); an exponent above zero is multiplied out.
  /// Errors: nil also beyond `limit`.
  /// Source: Snowplow Enrich, fact sheet 1.2 and 2.5, kind D.
  public static func canonical(_ text: Bytes, arena: Arena) -> Bytes? {
    if isPlain(text) { return text }
    guard text.count <= 4 * limit else { return nil }
    var writer = Writer(arena)
    return writer.read(text) ? writer.result : nil
  }

  /// Whether a text is canonical at first sight: no sign, no needless zero, digits and a point.
  private static func isPlain(_ text: Bytes) -> Bool {
    guard text.count > 0, text.count <= limit, text[0] &- 49 < 9 else { return false }
    var points = 0
    for i in 1..<text.count where !ASCII.isDigit(text[i]) {
      guard text[i] == 46 else { return false }
      points &+= 1
    }
    return points <= 1 && text[text.count &- 1] != 46
  }

  /// The digits of a number, then its text, in the room of an arena.
  private struct Writer {
    let arena: Arena
    /// The digits without leading zeros; the text is made behind them.
    let digits: UnsafeMutablePointer<UInt8>
    var count = 0
    var scale = 0
    var isNegative = false

    init(_ arena: Arena) {
      self.arena = arena
      digits = arena.reserve(6 * limit + 64)
    }

    /// Whether the text is a number within the limits; then its digits and scale are known.
    mutating func read(_ text: Bytes) -> Bool {
      guard !text.isEmpty else { return false }
      isNegative = text[0] == 45
      var at = isNegative || text[0] == 43 ? 1 : 0
      guard readDigits(text, &at) else { return false }
      if at < text.count {
        guard text[at] | 32 == 101, let exponent = NumberText.int64(text.dropFirst(at + 1)),
          abs(clamping: exponent) <= DecimalText.limit
        else { return false }
        scale -= Int(exponent)
      }
      if count == 0 { put(0) }
      while scale < 0 {
        if count > 1 || digits[0] != 48 { put(0) }
        scale += 1
      }
      return count <= 2 * DecimalText.limit
    }

    private func abs(clamping value: Int64) -> Int64 { value == .min ? .max : Swift.abs(value) }

    private mutating func readDigits(_ text: Bytes, _ at: inout Int) -> Bool {
      var seen = 0
      var isFraction = false
      while at < text.count {
        if text[at] == 46 && !isFraction {
          isFraction = true
          at &+= 1
          continue
        }
        guard let digit = DecimalDigit.read(text, &at) else { break }
        seen &+= 1
        guard seen <= DecimalText.limit else { return false }
        if isFraction { scale &+= 1 }
        if count > 0 || digit > 0 { put(digit) }
      }
      return seen > 0
    }

    private mutating func put(_ digit: UInt8) {
      digits[count] = digit &+ 48
      count &+= 1
    }

    /// The text, moved to the front of the room.
    var result: Bytes {
      let text = digits + count
      var length = 0
      if isNegative && !(count == 1 && digits[0] == 48) {
        text[0] = 45
        length = 1
      }
      let exponent = count &- 1 &- scale
      length &+= exponent >= -6 ? plain(text + length) : scientific(exponent, text + length)
      digits.update(from: text, count: length)
      return arena.commit(length)
    }

    private func plain(_ to: UnsafeMutablePointer<UInt8>) -> Int {
      if scale == 0 {
        to.update(from: digits, count: count)
        return count
      }
      let whole = max(count &- scale, 0)
      let zeros = max(scale &- count, 0)
      to.update(from: digits, count: whole)
      var at = whole
      if whole == 0 {
        to[0] = 48
        at = 1
      }
      to[at] = 46
      (to + at + 1).update(repeating: 48, count: zeros)
      at &+= 1 &+ zeros
      (to + at).update(from: digits + whole, count: count &- whole)
      return at &+ count &- whole
    }

    private func scientific(_ exponent: Int, _ to: UnsafeMutablePointer<UInt8>) -> Int {
      var at = 1
      to[0] = digits[0]
      if count > 1 {
        to[1] = 46
        (to + 2).update(from: digits + 1, count: count &- 1)
        at = count &+ 1
      }
      to[at] = 69
      return at &+ 1 &+ NumberText.write(Int64(exponent), to + at + 1)
    }
  }
}
