public import EventModel

/// Removes what may not stand in a field of tab-separated text.
public enum TextCleaning {
  /// How much is removed.
  public enum Mode: Sendable {
    /// Nothing.
    case none
    /// CR and LF go, a tab becomes four blanks: the user agent of a request.
    case agent
    /// All ASCII controls and 127 go, a tab becomes four blanks: every other text.
    case full
  }

  /// The text with four blanks for each tab and without other ASCII controls.
  ///
  /// Shape: the input itself when it is clean; may be empty, which callers store as no value.
  /// Source: Snowplow Enrich, fact sheet 1.5; controls outside ASCII stay.
  public static func tsvSafe(_ bytes: Bytes, arena: Arena) -> Bytes {
    cleaned(bytes, .full, arena: arena)
  }

  /// The text after the cleaning of `mode`; the input itself when it is clean.
  public static func cleaned(_ bytes: Bytes, _ mode: Mode, arena: Arena) -> Bytes {
    guard mode != .none else { return bytes }
    let first = firstControl(bytes, from: 0)
    guard first < bytes.count else { return bytes }
    let room = arena.reserve(first + (bytes.count - first) * 4)
    room.update(from: bytes.start, count: first)
    var read = first
    var written = first
    while read < bytes.count {
      written &+= put(bytes[read], mode, room + written)
      let next = firstControl(bytes, from: read &+ 1)
      (room + written).update(from: bytes.start + read + 1, count: next &- read &- 1)
      written &+= next &- read &- 1
      read = next
    }
    return arena.commit(written)
  }

  /// Writes what `mode` leaves of one byte: none, itself, or four blanks; gives how many.
  @inline(__always)
  static func put(_ c: UInt8, _ mode: Mode, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    if mode == .none || (c >= 32 && c != 127) || (mode == .agent && !isLineOrTab(c)) {
      to.pointee = c
      return 1
    }
    guard c == 9 else { return 0 }
    for i in 0..<4 { to[i] = 32 }
    return 4
  }

  @inline(__always)
  private static func isLineOrTab(_ c: UInt8) -> Bool { c == 9 || c == 10 || c == 13 }

  private static func firstControl(_ bytes: Bytes, from: Int) -> Int {
    var at = from
    while at < bytes.count {
      let mask = ByteGroup.first(bytes.count &- at, ByteGroup.controls(bytes.start + at))
      if mask != 0 { return at &+ mask.trailingZeroBitCount }
      at &+= 16
    }
    return bytes.count
  }
}
