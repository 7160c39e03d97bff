import EventModel

/// Up to 16 bytes of text; each letter stands for itself or for both of its cases.
///
/// Shape: plain bits, the first byte lowest, zeros behind the end, so that sets of literals take no
/// memory but their array.
struct UAPLiteral: Equatable, BitwiseCopyable {
  static let capacity = 16
  static let empty = UAPLiteral(bits: 0, mask: 0, count: 0)

  /// Letters of both cases are lower-case ones here.
  let bits: UInt128
  /// The bits that a text must share: all, but the one that tells the cases of such a letter apart.
  let mask: UInt128
  let count: Int

  private init(bits: UInt128, mask: UInt128, count: Int) {
    self.bits = bits
    self.mask = mask
    self.count = count
  }

  /// One byte; a letter in both cases when that is asked for.
  init(_ byte: UInt8, anyCase: Bool = false) {
    let folds = anyCase && UAPLiteral.isLetter(byte)
    self.init(bits: UInt128(folds ? byte | 0x20 : byte), mask: folds ? 0xDF : 0xFF, count: 1)
  }

  /// Both together; nil when that is too long.
  func followed(by other: UAPLiteral) -> UAPLiteral? {
    guard count + other.count <= UAPLiteral.capacity else { return nil }
    if other.count == 0 { return self }
    let shift = UInt128(8 * count)
    return UAPLiteral(
      bits: bits | (other.bits &<< shift), mask: mask | (other.mask &<< shift),
      count: count + other.count)
  }

  /// `length` bytes from `start` on, which the caller keeps within the literal.
  func window(_ start: Int, _ length: Int) -> UAPLiteral {
    guard length < UAPLiteral.capacity else { return self }
    let (shift, cut) = (UInt128(8 * start), (UInt128(1) << UInt128(8 * length)) - 1)
    return UAPLiteral(bits: (bits >> shift) & cut, mask: (mask >> shift) & cut, count: length)
  }

  /// Three bytes from `start` on as a number, folded, the first lowest; fewer at the end.
  func gram(_ start: Int) -> UInt32 {
    var gram: UInt32 = 0
    for place in 0..<3 {
      gram |= UInt32(UAPLiteral.folded(byte(start + place))) << UInt32(8 * place)
    }
    return gram
  }

  /// Whether a text has the literal somewhere; behind the text there are zeros.
  func stands(in text: Bytes) -> Bool {
    let raw = UnsafeRawPointer(text.start)
    for place in 0..<text.count {
      let bytes = raw.loadUnaligned(fromByteOffset: place, as: UInt128.self)
      if (UInt128(littleEndian: bytes) ^ bits) & mask == 0 { return true }
    }
    return false
  }

  private func byte(_ place: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: bits >> UInt128(8 * place))
  }

  /// Upper-case ASCII letters as lower-case ones; all else as it is.
  static func folded(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
