import CKernels
public import EventModel

/// UUIDs as text.
public enum UUIDText {
  /// The lower-case form of a UUID of 36 characters; nil when the text is none.
  ///
  /// Shape: the input itself when it is in lower case already.
  public static func canonical(_ text: Bytes, arena: Arena) -> Bytes? {
    guard text.count == 36 else { return nil }
    switch ck_uuid(text.start) {
    case 0: return nil
    case 1: return text
    default: return lower(text, arena: arena)
    }
  }

  /// Digits and `-` have the bit of lower case set.
  private static func lower(_ text: Bytes, arena: Arena) -> Bytes {
    let room = arena.reserve(text.count)
    for i in 0..<text.count { room[i] = text[i] | 32 }
    return arena.commit(text.count)
  }
}
