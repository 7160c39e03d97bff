import EventModel

/// What java.net.URI takes for the host of a server.
enum HostName {
  /// Whether the bytes are a bracketed address, a dotted quad, or a name of ASCII labels.
  static func isLegal(_ name: Bytes) -> Bool {
    guard !name.isEmpty else { return false }
    if name[0] == 91 { return isBracketed(name) }
    return IPAddress.quad(name) != nil || isName(name)
  }

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
