import StageKit

/// Texts between the quotes of a web server's log.
enum CombinedText {
  /// The text without its escapes and with broken UTF-8 replaced; nil when it is empty or `-`.
  ///
  /// Shape: `\"`, `\\`, `\xHH`, `\n`, `\r`, `\t`, `\b`, `\v`; other backslashes stay. Not cleaned.
  /// Source: Apache's mod_log_config, "Some Notes"; nginx's log_format, `escape=default`.
  static func value(_ raw: Bytes, _ arena: Arena) -> Bytes? {
    if raw.isEmpty || (raw.count == 1 && raw[0] == 45) { return nil }
    let text = raw.contains(92) ? unescaped(raw, arena) : raw
    return UTF8Repair.repaired(text, arena: arena)
  }

  private static func unescaped(_ raw: Bytes, _ arena: Arena) -> Bytes {
    let room = arena.reserve(raw.count)
    var written = 0
    var at = 0
    while at < raw.count {
      var byte = raw[at]
      at &+= byte == 92 ? escape(raw, at, &byte) : 1
      room[written] = byte
      written &+= 1
    }
    return arena.commit(written)
  }

  /// The byte of the escape at `at`, and how many bytes it takes; 1 when it is none.
  private static func escape(_ raw: Bytes, _ at: Int, _ byte: inout UInt8) -> Int {
    guard at &+ 1 < raw.count else { return 1 }
    switch raw[at &+ 1] {
    case 34: byte = 34
    case 92: byte = 92
    case 98: byte = 8
    case 110: byte = 10
    case 114: byte = 13
    case 116: byte = 9
    case 118: byte = 11
    case 120: return hex(raw, at &+ 2, &byte)
    default: return 1
    }
    return 2
  }

  private static func hex(_ raw: Bytes, _ at: Int, _ byte: inout UInt8) -> Int {
    guard at &+ 1 < raw.count, let high = digit(raw[at]), let low = digit(raw[at &+ 1]) else {
      return 1
    }
    byte = high &<< 4 | low
    return 4
  }

  private static func digit(_ c: UInt8) -> UInt8? {
    if c &- 48 < 10 { return c &- 48 }
    let letter = (c | 32) &- 97
    return letter < 6 ? letter &+ 10 : nil
  }
}
