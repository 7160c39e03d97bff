import CKernels
import EventModel

/// What java.net.URI takes for the host of a server.
enum HostName {
  /// Whether the bytes are a bracketed address, a dotted quad, or a name of ASCII labels.
  static func isLegal(_ name: Bytes) -> Bool {
    guard !name.isEmpty else { return false }
    if name[0] == 91 { return isBracketed(name) }
    return IPAddress.quad(name) != nil || isName(name)
  }

  /// The length of the name of labels that a text begins with, up to its end or a `/`, `?` or `#`; nil
  /// when something else stands there, the name is not legal, or it has 63 bytes or more.
  ///
  /// Cost: labels are judged together, by one bit a byte.
  static func plainLength(_ text: Bytes) -> Int? {
    var dots: UInt64 = 0
    var dashes: UInt64 = 0
    var others: UInt64 = 0
    var group = 0
    while group < 64, group < text.count, others == 0 {
      let p = text.start + group
      let shift = UInt64(truncatingIfNeeded: group)
      let dot = ck_equal16(p, 46)
      let dash = ck_equal16(p, 45)
      dots |= UInt64(dot) &<< shift
      dashes |= UInt64(dash) &<< shift
      others |= UInt64(ck_not_alphanumeric16(p) & ~(dot | dash)) &<< shift
      group &+= 16
    }
    let count = min(others == 0 ? 64 : others.trailingZeroBitCount, text.count)
    guard count > 0, count < 63, count == text.count || isDelimiter(text[count]) else {
      return nil
    }
    // A dot may end it all.
    let used = text[count &- 1] == 46 ? count &- 1 : count
    let inside = (1 &<< UInt64(truncatingIfNeeded: used)) &- 1
    dots &= inside
    // The first and the last byte of each label is no mark.
    let edges = dots &<< 1 | dots &>> 1 | 1 | (inside &+ 1) &>> 1
    guard used > 0, (dots | dashes) & edges & inside == 0 else { return nil }
    let last = 64 &- dots.leadingZeroBitCount
    return ASCII.isLetter(text[last]) ? count : nil
  }

  private static func isDelimiter(_ c: UInt8) -> Bool { c == 47 || c == 63 || c == 35 }

  private static func isBracketed(_ name: Bytes) -> Bool {
    guard name.count >= 3, name[name.count - 1] == 93 else { return false }
    for i in 1..<name.count - 1 where ASCII.hex(name[i]) == 255 && name[i] != 58 && name[i] != 46 {
      return false
    }
    return true
  }

  /// Labels of letters, digits and inner `-`; the last begins with a letter, a dot may end it all.
  private static func isName(_ name: Bytes) -> Bool {
    let count = name[name.count - 1] == 46 ? name.count - 1 : name.count
    var start = 0
    while true {
      var end = start
      while end < count && (ASCII.isAlphanumeric(name[end]) || name[end] == 45) { end &+= 1 }
      guard end > start, name[start] != 45, name[end &- 1] != 45 else { return false }
      if end == count { return ASCII.isLetter(name[start]) }
      guard name[end] == 46 else { return false }
      start = end &+ 1
    }
  }
}
