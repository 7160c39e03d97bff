/// A literal in the table of the filter.
struct UAPProbe: BitwiseCopyable {
  /// Longer literals are cut: eight bytes are one comparison, and rare enough.
  static let capacity = 8

  /// The literal's bytes, the first lowest.
  let bits: UInt64
  /// Where its marks start in the table of marks; they end where those of the next probe start.
  let marks: UInt32
  /// Where in the literal the gram stands by which it is found.
  let offset: UInt8
  let count: UInt8
}

/// A literal, and the mark that it sets.
struct UAPLiteralUse {
  let bits: UInt64
  let count: UInt8
  let mark: UInt32

  /// Literals of more than one byte and at most `UAPProbe.capacity`.
  init(_ literal: UAPLiteral, mark: UInt32) {
    bits = UInt64(truncatingIfNeeded: literal.bits)
    count = UInt8(literal.count)
    self.mark = mark
  }

  func gram(_ start: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: bits &>> UInt64(8 * start)) & 0xFF_FFFF
  }

  func isSameLiteral(_ other: UAPLiteralUse) -> Bool { bits == other.bits && count == other.count }
}
