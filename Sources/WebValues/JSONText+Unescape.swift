import CKernels
public import EventModel

extension JSONText {
  /// The text that the inside of a valid JSON string stands for; the input itself without escapes.
  ///
  /// Shape: a surrogate without its partner becomes U+FFFD. Broken escapes stay as they are.
  public static func unescape(_ inside: Bytes, arena: Arena) -> Bytes {
    guard inside.contains(92) else { return inside }
    let room = arena.reserve(inside.count)
    var read = 0
    var written = 0
    while read < inside.count {
      let from = inside.start + read
      ByteGroup.copy(from, room + written)
      let left = inside.count &- read
      let marks = ByteGroup.first(left, ck_equal16(from, 92))
      let step = marks == 0 ? min(left, 16) : marks.trailingZeroBitCount
      read &+= step
      written &+= step
      if marks != 0 { written &+= putUnescaped(inside, &read, room + written) }
    }
    return arena.commit(written)
  }

  /// Writes what the escape at `at` stands for, and moves behind it; gives how many bytes.
  @inline(__always)
  private static func putUnescaped(
    _ text: Bytes, _ at: inout Int, _ to: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let next = at &+ 1 < text.count ? text[at &+ 1] : 0
    if next == 34 || next == 92 {
      to[0] = next
      at &+= 2
      return 1
    }
    return putOther(text, &at, to)
  }

  private static func putOther(
    _ text: Bytes, _ at: inout Int, _ to: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if let unit = codeUnit(text, at) {
      at &+= 6
      return putCharacter(unit, text, &at, to)
    }
    let short = at &+ 1 < text.count ? shortMeaning(text[at &+ 1]) : 0
    to[0] = short == 0 ? text[at] : short
    at &+= short == 0 ? 1 : 2
    return 1
  }

  /// Writes the character of a code unit, which takes its partner from the escape behind it.
  private static func putCharacter(
    _ unit: UInt32, _ text: Bytes, _ at: inout Int, _ to: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard unit & 0xf800 == 0xd800 else { return putUTF8(unit, to) }
    guard unit < 0xdc00, let low = codeUnit(text, at), low & 0xfc00 == 0xdc00 else {
      UTF8Repair.putReplacement(to)
      return 3
    }
    at &+= 6
    return putUTF8(0x10000 &+ (unit &- 0xd800) &<< 10 &+ (low &- 0xdc00), to)
  }

  /// The value of a `\u` escape at `at`; nil when there is another escape or none.
  private static func codeUnit(_ text: Bytes, _ at: Int) -> UInt32? {
    guard at &+ 5 < text.count, text[at] == 92, text[at &+ 1] == 117 else { return nil }
    let high = ASCII.hexPair(text.start + at + 2)
    let low = ASCII.hexPair(text.start + at + 4)
    return high < 0 || low < 0 ? nil : UInt32(high &<< 8 | low)
  }

  private static func shortMeaning(_ c: UInt8) -> UInt8 {
    switch c {
    case 47: c
    case 98: 8
    case 102: 12
    case 110: 10
    case 114: 13
    case 116: 9
    default: 0
    }
  }

  private static func putUTF8(_ code: UInt32, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    func low(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: code >> shift & 63 | 128) }
    if code < 0x80 {
      to[0] = UInt8(truncatingIfNeeded: code)
      return 1
    }
    if code < 0x800 {
      to[0] = UInt8(truncatingIfNeeded: code >> 6 | 0xc0)
      to[1] = low(0)
      return 2
    }
    if code < 0x10000 {
      to[0] = UInt8(truncatingIfNeeded: code >> 12 | 0xe0)
      to[1] = low(6)
      to[2] = low(0)
      return 3
    }
    to[0] = UInt8(truncatingIfNeeded: code >> 18 | 0xf0)
    to[1] = low(12)
    to[2] = low(6)
    to[3] = low(0)
    return 4
  }
}
