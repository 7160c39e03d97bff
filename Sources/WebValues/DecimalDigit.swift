import EventModel

/// Decimal digits of all scripts, as far as one UTF-16 unit goes: what Java's number parsers take.
enum DecimalDigit {
  /// The digit at `at`, which then stands behind it; nil when there is another character.
  @inline(__always)
  static func read(_ text: Bytes, _ at: inout Int) -> UInt8? {
    let c = text[at]
    if c &- 48 < 10 {
      at &+= 1
      return c &- 48
    }
    return c < 0xc2 ? nil : readWide(text, &at)
  }

  private static func readWide(_ text: Bytes, _ at: inout Int) -> UInt8? {
    let length = text[at] < 0xe0 ? 2 : 3
    guard text[at] < 0xf0, at &+ length <= text.count else { return nil }
    var code = UInt32(text[at]) & (length == 2 ? 31 : 15)
    for i in 1..<length {
      guard text[at &+ i] & 0xc0 == 0x80 else { return nil }
      code = code &<< 6 | UInt32(text[at &+ i] & 63)
    }
    for zero in zeros where code >= zero && code < zero + 10 {
      at &+= length
      return UInt8(truncatingIfNeeded: code - zero)
    }
    return nil
  }

  /// The zeros of Unicode's category Nd below U+10000.
  private static let zeros: [UInt32] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
    0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
  ]
}
