import CKernels
public import EventModel

/// Looks for broken UTF-8 and replaces it.
public enum UTF8Repair {
  /// Whether all bytes are well-formed UTF-8.
  ///
  /// Cost: 16 bytes at a time.
  public static func valid(_ bytes: Bytes) -> Bool {
    ck_utf8_valid(bytes.start, bytes.count) != 0
  }

  /// The text with U+FFFD in place of each maximal broken piece; the input itself when none is.
  public static func repaired(_ bytes: Bytes, arena: Arena) -> Bytes {
    let broken = firstBroken(bytes)
    guard broken < bytes.count else { return bytes }
    let room = arena.reserve(broken + (bytes.count - broken) * 3)
    room.update(from: bytes.start, count: broken)
    var read = broken
    var written = broken
    while read < bytes.count {
      let length = piece(bytes.start + read, left: bytes.count &- read)
      if length > 0 {
        for i in 0..<length { room[written &+ i] = bytes[read &+ i] }
        written &+= length
      } else {
        putReplacement(room + written)
        written &+= 3
      }
      read &+= abs(length)
    }
    return arena.commit(written)
  }

  /// Writes U+FFFD.
  @inline(__always)
  static func putReplacement(_ to: UnsafeMutablePointer<UInt8>) {
    to[0] = 0xef
    to[1] = 0xbf
    to[2] = 0xbd
  }

  /// The place of the first broken piece; the count when there is none.
  private static func firstBroken(_ bytes: Bytes) -> Int {
    var at = 0
    while at < bytes.count {
      let left = bytes.count &- at
      let high = ByteGroup.first(left, ck_high16(bytes.start + at))
      if high == 0 {
        at &+= 16
        continue
      }
      at &+= high.trailingZeroBitCount
      repeat {
        let length = piece(bytes.start + at, left: bytes.count &- at)
        if length < 0 { return at }
        at &+= length
      } while at < bytes.count && bytes[at] >= 128
    }
    return bytes.count
  }

  /// The length of the character at `p`, or minus the length of the broken piece there.
  ///
  /// Source: Unicode, table 3-7 and "maximal subparts".
  @inline(__always)
  private static func piece(_ p: UnsafePointer<UInt8>, left: Int) -> Int {
    let lead = p[0]
    if lead < 0x80 { return 1 }
    let more = lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1
    var low: UInt8 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80
    var high: UInt8 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf
    var seen = 0
    while seen < more && seen &+ 1 < left && p[seen &+ 1] >= low && p[seen &+ 1] <= high {
      seen &+= 1
      low = 0x80
      high = 0xbf
    }
    return seen == more ? seen &+ 1 : -(seen &+ 1)
  }
}
