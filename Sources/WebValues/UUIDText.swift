public import EventModel

/// UUIDs as text.
public enum UUIDText {
  /// The lower-case form of a UUID of 36 characters; nil when the text is none.
  ///
  /// Shape: the input itself when it is in lower case already.
  public static func canonical(_ text: Bytes, arena: Arena) -> Bytes? {
    guard text.count == 36 else { return nil }
    var hasCapital = false
    for i in 0..<36 {
      let c = text[i]
      if i == 8 || i == 13 || i == 18 || i == 23 {
        guard c == 45 else { return nil }
      } else {
        guard ASCII.hex(c) < 16 else { return nil }
        hasCapital = hasCapital || (c >= 65 && c <= 70)
      }
    }
    return hasCapital ? lower(text, arena: arena) : text
  }

  /// Digits and `-` have the bit of lower case set.
  private static func lower(_ text: Bytes, arena: Arena) -> Bytes {
    let room = arena.reserve(text.count)
    for i in 0..<text.count { room[i] = text[i] | 32 }
    return arena.commit(text.count)
  }
}
