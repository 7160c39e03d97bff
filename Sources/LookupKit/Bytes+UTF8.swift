import EventModel

extension Bytes {
  /// Whether the run is UTF-8: no surrogates, no overlong forms, nothing above U+10FFFF.
  ///
  /// Cost: 8 bytes at a time while they are ASCII.
  var isUTF8: Bool {
    let raw = UnsafeRawPointer(start)
    var at = 0
    while at < count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let high = word & 0x8080_8080_8080_8080
      if high == 0 {
        at &+= 8
        continue
      }
      // In memory order the first byte is the lowest one.
      at &+= UInt64(littleEndian: high).trailingZeroBitCount &>> 3
      if at >= count { return true }
      let length = sequenceLength(at)
      if length == 0 { return false }
      at &+= length
    }
    return true
  }

  /// The length of the sequence of two to four bytes at `at`; 0 when it is broken.
  ///
  /// Source: table 3-7 of the Unicode standard.
  private func sequenceLength(_ at: Int) -> Int {
    let first = start[at]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch first {
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef:
      length = 3
      if first == 0xe0 { second = 0xa0...0xbf }
      if first == 0xed { second = 0x80...0x9f }
    case 0xf0...0xf4:
      length = 4
      if first == 0xf0 { second = 0x90...0xbf }
      if first == 0xf4 { second = 0x80...0x8f }
    default: return 0
    }
    guard at &+ length <= count, second.contains(start[at &+ 1]) else { return 0 }
    for i in 2..<4 where i < length && start[at &+ i] & 0xc0 != 0x80 { return 0 }
    return length
  }
}
