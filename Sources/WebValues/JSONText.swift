import CKernels
public import EventModel

/// JSON text: escapes, and what comes out of them.
public enum JSONText {
  /// The room that `writeEscaped` needs for `count` bytes.
  public static func capacity(escaped count: Int) -> Int { 6 * count + 16 }

  /// Writes the inside of a JSON string; gives how many bytes.
  ///
  /// Shape: `\"`, `\\`, `\b`, `\f`, `\n`, `\r`, `\t` and `\u00XX` for other controls; everything
  /// else as it is. The room is that of `capacity(escaped:)`.
  /// Cost: 16 bytes at a time between escapes.
  public static func writeEscaped(_ bytes: Bytes, to: UnsafeMutablePointer<UInt8>) -> Int {
    var read = bytes.start
    var write = to
    let end = bytes.end
    while read < end {
      ByteGroup.copy(read, write)
      let left = end - read
      let mask = ByteGroup.first(left, ck_json_escape16(read))
      if mask == 0 {
        let step = min(left, 16)
        read += step
        write += step
      } else {
        let step = mask.trailingZeroBitCount
        write += step + putEscape(read[step], write + step)
        read += step + 1
      }
    }
    return write - to
  }

  /// Puts escapes into a text of up to 32 bytes that was copied to where there is room for
  /// `capacity(escaped: 32)` bytes; gives how many it has then.
  ///
  /// Shape: `marks` has one bit for each byte to escape, one at least.
  package static func putEscapes(
    _ text: Bytes, _ marks: UInt32, in copy: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var write = copy
    var read = 0
    var marks = marks
    repeat {
      let mark = marks.trailingZeroBitCount
      write += mark &- read
      write += putEscape(text[mark], write)
      read = mark &+ 1
      ck_copy32(text.start + read, write)
      marks &= marks &- 1
    } while marks != 0
    return write - copy &+ text.count &- read
  }

  /// Writes the escape of one byte; gives how many bytes, 2 or 6.
  @inline(__always)
  private static func putEscape(_ c: UInt8, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    to[0] = 92
    to[1] = c
    return c == 34 || c == 92 ? 2 : putControl(c, to)
  }

  private static func putControl(_ c: UInt8, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    let short = shortEscape(c)
    if short != 0 {
      to[1] = short
      return 2
    }
    to[1] = 117
    to[2] = 48
    to[3] = 48
    to[4] = ASCII.lowerHex(c >> 4)
    to[5] = ASCII.lowerHex(c & 15)
    return 6
  }

  private static func shortEscape(_ c: UInt8) -> UInt8 {
    switch c {
    case 8: 98
    case 9: 116
    case 10: 110
    case 12: 102
    case 13: 114
    default: 0
    }
  }

  /// The text without blanks outside of strings; the input itself when there are none.
  ///
  /// Shape: the input is valid JSON; of any other text some bytes come out.
  public static func compact(_ raw: Bytes, arena: Arena) -> Bytes {
    var at = nextBlank(raw, from: 0)
    guard at < raw.count else { return raw }
    let room = arena.reserve(raw.count)
    var written = 0
    var copied = 0
    while at < raw.count {
      (room + written).update(from: raw.start + copied, count: at &- copied)
      written &+= at &- copied
      copied = at &+ 1
      at = nextBlank(raw, from: copied)
    }
    (room + written).update(from: raw.start + copied, count: raw.count &- copied)
    return arena.commit(written &+ raw.count &- copied)
  }

  /// The next blank that stands outside of strings, from a place outside of strings on.
  private static func nextBlank(_ raw: Bytes, from: Int) -> Int {
    var at = from
    while at < raw.count {
      let p = raw.start + at
      let mask = ByteGroup.first(raw.count &- at, ck_below16(p, 33) | ck_equal16(p, 34))
      if mask == 0 {
        at &+= 16
        continue
      }
      at &+= mask.trailingZeroBitCount
      if raw[at] != 34 { return at }
      at = stringEnd(raw, from: at &+ 1) &+ 1
    }
    return raw.count
  }

  /// The place of the quote that ends a string whose inside begins at `from`.
  private static func stringEnd(_ raw: Bytes, from: Int) -> Int {
    var at = from
    while at < raw.count {
      let p = raw.start + at
      let mask = ByteGroup.first(raw.count &- at, ck_equal16(p, 34) | ck_equal16(p, 92))
      if mask == 0 {
        at &+= 16
        continue
      }
      at &+= mask.trailingZeroBitCount
      if raw[at] == 34 { return at }
      at &+= 2
    }
    return raw.count
  }
}
