import EventModel

/// Reads IPv6 addresses as `inet_pton` does.
enum IPv6Text {
  /// The address of a text without brackets, port and zone; nil when it is none.
  static func parse(_ text: Bytes) -> IPAddress? {
    guard text.count >= 2, text.count <= 45 else { return nil }
    var groups = Groups()
    var at = 0
    if text[0] == 58 {
      guard text[1] == 58 else { return nil }
      groups.gap = 0
      at = 2
    }
    while at < text.count {
      let start = at
      guard let value = group(text, &at) else { return nil }
      if at < text.count && text[at] == 46 {
        guard let quad = strictQuad(text.dropFirst(start)), groups.count <= 6 else { return nil }
        groups.add(UInt64(quad >> 16))
        groups.add(UInt64(quad & 0xffff))
        return groups.address
      }
      guard groups.count < 8 else { return nil }
      groups.add(value)
      if at == text.count { break }
      at &+= 1
      if at == text.count { return nil }
      guard text[at] == 58 else { continue }
      guard groups.gap < 0 else { return nil }
      groups.gap = groups.count
      at &+= 1
    }
    return groups.address
  }

  /// The groups read so far, the first in the highest bits, and where `::` stood.
  private struct Groups {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var count = 0
    var gap = -1

    mutating func add(_ value: UInt64) {
      high = high &<< 16 | low >> 48
      low = low &<< 16 | value
      count &+= 1
    }

    /// The address once `::` stands for the zeros that are missing, of which there is one at least.
    var address: IPAddress? {
      if gap < 0 { return count == 8 ? IPAddress(high: high, low: low) : nil }
      guard count < 8 else { return nil }
      let value = UInt128(high) << 64 | UInt128(low)
      let tail = UInt128(16 * (count - gap))
      let behind = value & ((1 << tail) - 1)
      let head = gap == 0 ? 0 : (value >> tail) << UInt128(128 - 16 * gap)
      let all = head | behind
      return IPAddress(
        high: UInt64(truncatingIfNeeded: all >> 64), low: UInt64(truncatingIfNeeded: all))
    }
  }

  /// One to four hexadecimal digits at `at`, with a colon, a dot or the end behind them.
  private static func group(_ text: Bytes, _ at: inout Int) -> UInt64? {
    var value: UInt64 = 0
    let start = at
    while at < text.count, at &- start < 5 {
      let digit = ASCII.hex(text[at])
      if digit == 255 { break }
      value = value &<< 4 | UInt64(digit)
      at &+= 1
    }
    guard at > start, at &- start < 5 else { return nil }
    return at == text.count || text[at] == 58 || text[at] == 46 ? value : nil
  }

  /// A dotted quad whose parts have no needless zeros.
  private static func strictQuad(_ text: Bytes) -> UInt32? {
    for i in 0..<text.count &- 1 where text[i] == 48 && ASCII.isDigit(text[i &+ 1]) {
      if i == 0 || text[i &- 1] == 46 { return nil }
    }
    return IPAddress.quad(text)
  }
}
