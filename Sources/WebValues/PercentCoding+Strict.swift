public import EventModel

extension PercentCoding {
  /// The decoded text; nil when a percent sign is not followed by two hexadecimal digits.
  ///
  /// Shape: `+` is a blank, as java.net.URLDecoder has it; broken UTF-8 becomes U+FFFD.
  public static func decodeStrictly(_ bytes: Bytes, arena: Arena) -> Bytes? {
    var at = 0
    while let mark = bytes.firstIndex(of: 37, from: at) {
      guard mark + 2 < bytes.count, ASCII.hexPair(bytes.start + mark + 1) >= 0 else { return nil }
      at = mark + 3
    }
    return decode(bytes, .plusAsBlank, arena: arena)
  }
}
