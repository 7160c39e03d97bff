public import EventModel

extension PercentCoding {
  /// The text with `%XX` for each `%25XX`, once, without decoding; the input itself when none is.
  ///
  /// Source: Snowplow Enrich, fact sheet 6.4.
  public static func repair(_ bytes: Bytes, arena: Arena) -> Bytes {
    guard var at = nextDouble(bytes, from: 0) else { return bytes }
    let room = arena.reserve(bytes.count)
    var copied = 0
    var written = 0
    while true {
      (room + written).update(from: bytes.start + copied, count: at &+ 1 &- copied)
      written &+= at &+ 1 &- copied
      copied = at &+ 3
      guard let next = nextDouble(bytes, from: at &+ 5) else { break }
      at = next
    }
    (room + written).update(from: bytes.start + copied, count: bytes.count &- copied)
    return arena.commit(written &+ bytes.count &- copied)
  }

  private static func nextDouble(_ bytes: Bytes, from: Int) -> Int? {
    var from = from
    while let at = bytes.firstIndex(of: 37, from: from) {
      if at &+ 4 < bytes.count, bytes[at &+ 1] == 50, bytes[at &+ 2] == 53,
        ASCII.hexPair(bytes.start + at + 3) >= 0
      {
        return at
      }
      from = at &+ 1
    }
    return nil
  }

  /// Whether a name of a query, which may hold escapes and `+`, stands for `name`.
  ///
  /// Cost: nothing is copied; names without escapes are compared as they are.
  public static func equals(encoded: Bytes, _ name: Bytes) -> Bool {
    guard encoded.count >= name.count else { return false }
    if !encoded.contains(37) && !encoded.contains(43) { return encoded == name }
    return equalsDecoded(encoded, name)
  }

  private static func equalsDecoded(_ encoded: Bytes, _ name: Bytes) -> Bool {
    var read = 0
    var matched = 0
    while read < encoded.count {
      var c = encoded[read]
      read &+= 1
      if c == 43 {
        c = 32
      } else if c == 37, read &+ 1 < encoded.count {
        let value = ASCII.hexPair(encoded.start + read)
        if value >= 0 {
          c = UInt8(truncatingIfNeeded: value)
          read &+= 2
        }
      }
      guard matched < name.count, name[matched] == c else { return false }
      matched &+= 1
    }
    return matched == name.count
  }
}
