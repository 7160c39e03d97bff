/// Three bytes beside each other, as a number of 24 bits, and its place in tables.
enum UAPGram {
  /// 65,536 places for some 5,000 literals: few other grams of an agent meet one that is taken.
  static let bits = 16

  /// The first three bytes of a folded literal.
  static func first<Word: FixedWidthInteger>(_ folded: Word) -> UInt32 {
    UInt32(truncatingIfNeeded: folded) & 0xFF_FFFF
  }

  @inline(__always)
  static func hash(_ gram: UInt32) -> Int { Int((gram &* 2_654_435_761) &>> UInt32(32 - bits)) }
}
