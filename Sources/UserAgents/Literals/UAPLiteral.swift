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

  /// The bytes with upper-case ASCII letters as lower-case ones, all at once: the sums set the highest
  /// bit of a byte that is at least `A`, and of one that is behind `Z`.
  var folded: UInt128 {
    let each = UInt128.max / 0xFF
    let low = bits & (each &* 0x7F)
    let isUpper = (low &+ each &* 0x3F) & ~(low &+ each &* 0x25) & ~bits & (each &* 0x80)
    return bits | isUpper &>> 2
  }

  /// Whether a text has the literal somewhere; behind the text there are zeros.
  func stands(in text: Bytes) -> Bool {
    let raw = UnsafeRawPointer(text.start)
    let (head, headMask) = (UInt64(truncatingIfNeeded: bits), UInt64(truncatingIfNeeded: mask))
    var place = 0
    while place < text.count {
      let eight = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      if (UInt64(littleEndian: eight) ^ head) & headMask == 0 {
        let bytes = raw.loadUnaligned(fromByteOffset: place, as: UInt128.self)
        if (UInt128(littleEndian: bytes) ^ bits) & mask == 0 { return true }
      }
      place &+= 1
    }
    return false
  }

  /// Upper-case ASCII letters as lower-case ones; all else as it is.
  static func folded(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
