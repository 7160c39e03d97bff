/// A literal, and the mark that it sets.
struct UAPLiteralUse {
  let bits: UInt64
  let mask: UInt64
  private let folded: UInt64
  let count: UInt8
  let mark: UInt32

  /// Literals of more than one byte and at most `UAPProbe.capacity`.
  init(_ literal: UAPLiteral, mark: UInt32) {
    bits = UInt64(truncatingIfNeeded: literal.bits)
    mask = UInt64(truncatingIfNeeded: literal.mask)
    folded = UInt64(truncatingIfNeeded: literal.folded)
    count = UInt8(literal.count)
    self.mark = mark
  }

  /// Three bytes from a place on, folded; fewer at the end.
  func gram(_ start: Int) -> UInt32 { UAPGram.first(folded &>> UInt64(8 * start)) }

  func isSameLiteral(_ other: UAPLiteralUse) -> Bool {
    bits == other.bits && mask == other.mask && count == other.count
  }

  static func < (a: UAPLiteralUse, b: UAPLiteralUse) -> Bool {
    (a.bits, a.mask, a.count, a.mark) < (b.bits, b.mask, b.count, b.mark)
  }
}
