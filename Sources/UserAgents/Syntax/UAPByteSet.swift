/// A set of bytes.
struct UAPByteSet: Hashable, BitwiseCopyable {
  private var words = SIMD4<UInt64>.zero

  static let none = UAPByteSet()
  static let all = !UAPByteSet()
  static let digits = UAPByteSet(0x30...0x39)
  static let wordBytes =
    UAPByteSet(0x30...0x39) | UAPByteSet(0x41...0x5A) | UAPByteSet(0x61...0x7A)
    | UAPByteSet(0x5F)
  /// Blank, tab, line feed, vertical tab, form feed, carriage return.
  static let spaces = UAPByteSet(0x09...0x0D) | UAPByteSet(0x20)
  /// What a dot stands for.
  static let noLineFeed = !UAPByteSet(0x0A)

  init() {}
  init(_ byte: UInt8) { insert(byte) }
  init(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  func contains(_ byte: UInt8) -> Bool { (words[Int(byte >> 6)] >> UInt64(byte & 63)) & 1 != 0 }

  var count: Int { (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount } }
  var isEmpty: Bool { self == .none }

  /// The members from the lowest on.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for number in 0..<4 {
      var left = words[number]
      while left != 0 {
        bytes.append(UInt8(number * 64 + left.trailingZeroBitCount))
        left &= left - 1
      }
    }
    return bytes
  }

  /// The highest member; nil without any.
  var last: UInt8? {
    for number in (0..<4).reversed() where words[number] != 0 {
      return UInt8(number * 64 + 63 - words[number].leadingZeroBitCount)
    }
    return nil
  }

  /// The one byte that it holds, if it is one.
  var single: UInt8? { count == 1 ? last : nil }

  /// With the other case of each ASCII letter.
  var withBothCases: UAPByteSet {
    var both = self
    for byte in bytes where (0x61...0x7A).contains(byte | 0x20) { both.insert(byte ^ 0x20) }
    return both
  }

  static prefix func ! (set: UAPByteSet) -> UAPByteSet {
    var inverse = UAPByteSet()
    inverse.words = ~set.words
    return inverse
  }

  static func | (first: UAPByteSet, second: UAPByteSet) -> UAPByteSet {
    var union = first
    union.words |= second.words
    return union
  }

  func word(_ number: Int) -> UInt64 { words[number] }
}
