/// Up to 16 bytes of folded text.
///
/// Shape: plain bits, the first byte lowest, zeros behind the end, so that sets of literals take no
/// memory but their array.
struct UAPLiteral: Equatable, BitwiseCopyable {
  static let capacity = 16
  static let empty = UAPLiteral(bits: 0, count: 0)

  let bits: UInt128
  let count: Int

  private init(bits: UInt128, count: Int) {
    self.bits = bits
    self.count = count
  }

  /// One byte, folded.
  init(_ byte: UInt8) { self.init(bits: UInt128(UAPLiteral.folded(byte)), count: 1) }

  /// Both together; nil when that is too long.
  func followed(by other: UAPLiteral) -> UAPLiteral? {
    guard count + other.count <= UAPLiteral.capacity else { return nil }
    if other.count == 0 { return self }
    return UAPLiteral(bits: bits | (other.bits &<< UInt128(8 * count)), count: count + other.count)
  }

  /// `length` bytes from `start` on, which the caller keeps within the literal.
  func window(_ start: Int, _ length: Int) -> UAPLiteral {
    let rest = bits >> UInt128(8 * start)
    guard length < UAPLiteral.capacity else { return self }
    return UAPLiteral(bits: rest & ((1 << UInt128(8 * length)) - 1), count: length)
  }

  /// The three bytes from `start` on as a number, the first lowest.
  func gram(_ start: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: bits >> UInt128(8 * start)) & 0xFF_FFFF
  }

  /// Upper-case ASCII letters as lower-case ones; all else as it is.
  static func folded(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
