/// A literal, and the mark that it sets.
struct UAPLiteralUse {
  let bits: UInt64
  let mask: UInt64
  let count: UInt8
  let mark: UInt32

  /// Literals of more than one byte and at most `UAPProbe.capacity`.
  init(_ literal: UAPLiteral, mark: UInt32) {
    bits = UInt64(truncatingIfNeeded: literal.bits)
    mask = UInt64(truncatingIfNeeded: literal.mask)
    count = UInt8(literal.count)
    self.mark = mark
  }

  /// Three bytes from a place on, folded; fewer at the end.
  func gram(_ start: Int) -> UInt32 {
    var gram: UInt32 = 0
    for place in 0..<3 where start + place < count {
      let byte = UInt8(truncatingIfNeeded: bits &>> UInt64(8 * (start + place)))
      gram |= UInt32(UAPLiteral.folded(byte)) << UInt32(8 * place)
    }
    return gram
  }

  func isSameLiteral(_ other: UAPLiteralUse) -> Bool {
    bits == other.bits && mask == other.mask && count == other.count
  }

  static func < (a: UAPLiteralUse, b: UAPLiteralUse) -> Bool {
    (a.bits, a.mask, a.count, a.mark) < (b.bits, b.mask, b.count, b.mark)
  }
}
