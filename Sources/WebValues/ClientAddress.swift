import CKernels
public import EventModel

/// Finds the address of a client in texts that hold more than one.
public enum ClientAddress {
  /// The text up to the first `,`, `|` or blank: the value of user_ipaddress before cleaning.
  ///
  /// Source: Snowplow Enrich, fact sheet 1.7.
  public static func firstToken(_ text: Bytes) -> Bytes {
    var at = 0
    while at < text.count {
      let p = text.start + at
      let ends = ck_equal16(p, 44) | ck_equal16(p, 124) | ck_equal16(p, 32)
      if ends != 0 { return text.prefix(at &+ ends.trailingZeroBitCount) }
      at &+= 16
    }
    return text
  }

  /// The first address of the raw field x-forwarded-for of a log; nil when there is none.
  ///
  /// Shape: ends at a comma or a percent sign; numbers are not checked against 255.
  /// Source: Snowplow Enrich, fact sheet 6.4.
  public static func forwardedFor(_ field: Bytes) -> Bytes? {
    var end = 0
    while end < field.count && field[end] != 44 && field[end] != 37 { end &+= 1 }
    let text = field.prefix(end)
    return looksLikeQuad(text) || looksLikeIPv6(text) ? text : nil
  }

  private static func looksLikeQuad(_ text: Bytes) -> Bool {
    var dots = 0
    var digits = 0
    for i in 0..<text.count {
      if ASCII.isDigit(text[i]) {
        digits &+= 1
        if digits > 3 { return false }
      } else {
        guard text[i] == 46, digits > 0 else { return false }
        dots &+= 1
        digits = 0
      }
    }
    return dots == 3 && digits > 0
  }

  private static func looksLikeIPv6(_ text: Bytes) -> Bool {
    guard let colon = text.firstIndex(of: 58), colon &+ 1 < text.count else { return false }
    for i in 0..<text.count where ASCII.hex(text[i]) == 255 && text[i] != 58 {
      guard text[i] == 46, i > colon else { return false }
    }
    return true
  }
}
