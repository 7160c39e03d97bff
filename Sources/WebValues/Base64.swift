public import EventModel

/// Base64, read leniently and written plainly.
public enum Base64 {
  /// The bytes of a text in either alphabet.
  ///
  /// Shape: foreign characters are skipped, `=` ends the text and may be missing, a last group of
  /// one character is dropped. Never fails; the bytes need not be UTF-8.
  /// Source: Snowplow Enrich, fact sheet 2.5, kind X.
  public static func decode(_ text: Bytes, arena: Arena) -> Bytes {
    let room = arena.reserve(text.count)
    var written = 0
    var bits: UInt32 = 0
    var pending = 0
    for i in 0..<text.count {
      if text[i] == 61 { break }
      let value = value(of: text[i])
      if value > 63 { continue }
      bits = bits &<< 6 | UInt32(value)
      pending &+= 6
      if pending >= 8 {
        pending &-= 8
        room[written] = UInt8(truncatingIfNeeded: bits >> UInt32(pending))
        written &+= 1
      }
    }
    return arena.commit(written)
  }

  /// The text of bytes in the plain alphabet, with `=`.
  public static func encode(_ bytes: Bytes, arena: Arena) -> Bytes {
    let room = arena.reserve((bytes.count + 2) / 3 * 4)
    var written = 0
    var at = 0
    while at < bytes.count {
      let left = bytes.count &- at
      var group = UInt32(bytes[at]) &<< 16
      if left > 1 { group |= UInt32(bytes[at &+ 1]) &<< 8 }
      if left > 2 { group |= UInt32(bytes[at &+ 2]) }
      for i in 0..<4 {
        let index = Int(group >> UInt32(18 &- 6 &* i) & 63)
        room[written &+ i] = i > left ? 61 : alphabet.utf8Start[index]
      }
      written &+= 4
      at &+= 3
    }
    return arena.commit(written)
  }

  private static let alphabet: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

  /// The six bits of a character, 255 for a foreign one.
  @inline(__always)
  private static func value(of c: UInt8) -> UInt8 {
    if c &- 97 < 26 { return c &- 71 }
    if c &- 65 < 26 { return c &- 65 }
    if c &- 48 < 10 { return c &+ 4 }
    return c == 43 || c == 45 ? 62 : c == 47 || c == 95 ? 63 : 255
  }
}
