public import EventModel

/// Replaces the last parts of an address by `x`.
public enum IPAnonymizer {
  /// The text of an address with `x` for its last `octets` (IPv4) or `segments` (IPv6).
  ///
  /// Shape: IPv6 is written as eight groups without padding. What is no address is cut at its dots
  /// or else at its colons; text with neither stays. `octets` 0 to 4, `segments` 0 to 8.
  /// Source: Snowplow Enrich, fact sheet 4.19. Where an IPv4-mapped address is spelled without dots
  /// the reference would leave it whole; here its IPv4 address is masked.
  public static func anonymize(
    _ text: Bytes, octets: Int, segments: Int, arena: Arena
  ) -> Bytes {
    let kept4 = 4 - min(max(octets, 0), 4)
    let kept6 = 8 - min(max(segments, 0), 8)
    var writer = Writer(text, arena)
    if let address = IPAddress.parse(text) {
      if !address.isV4 || text[0] == 91 {
        writer.groups(of: address, kept: kept6)
        return writer.result
      }
      if text.contains(58) && !text.contains(46) {
        writer.mapped(address.v4, kept: kept4)
        return writer.result
      }
    }
    if text.isEmpty || text.contains(46) {
      let prefix: StaticString = "::FFFF:"
      let start = text.hasPrefix(prefix) ? prefix.utf8CodeUnitCount : 0
      writer.copy(0, start)
      writer.parts(from: start, at: 46, kept: text.isEmpty ? 0 : kept4, to: 0)
      return writer.result
    }
    guard text.contains(58) else { return text }
    writer.parts(from: 0, at: 58, kept: kept6, to: 8)
    return writer.result
  }

  /// The text that comes out, in the room of an arena.
  private struct Writer {
    let text: Bytes
    let arena: Arena
    let room: UnsafeMutablePointer<UInt8>
    var count = 0

    /// A separator and an `x` for each byte are enough, and 48 bytes for eight groups.
    init(_ text: Bytes, _ arena: Arena) {
      self.text = text
      self.arena = arena
      room = arena.reserve(text.count * 2 + 64)
    }

    var result: Bytes { arena.commit(count) }

    mutating func put(_ c: UInt8) {
      room[count] = c
      count &+= 1
    }

    mutating func copy(_ from: Int, _ to: Int) {
      for i in from..<to { put(text[i]) }
    }

    /// The parts of the text between separators: the first ones kept, `x` for the others, and `x`
    /// for what is missing up to `least` parts; at most `least` unless that is 0.
    mutating func parts(from: Int, at separator: UInt8, kept: Int, to least: Int) {
      var start = from
      var index = 0
      while start <= text.count && (least == 0 || index < least) {
        let end = text.firstIndex(of: separator, from: start) ?? text.count
        if index > 0 { put(separator) }
        if index < kept { copy(start, end) } else { put(120) }
        start = end &+ 1
        index &+= 1
      }
      while index < least {
        put(separator)
        put(120)
        index &+= 1
      }
    }

    /// Eight groups in hexadecimal; an IPv4 address as the mapped one that it is.
    mutating func groups(of address: IPAddress, kept: Int) {
      let low = address.isV4 ? 0xffff_0000_0000 | address.low : address.low
      for index in 0..<8 {
        if index > 0 { put(58) }
        let half = index < 4 ? address.high : low
        if index < kept { hex(half >> UInt64(48 - 16 * (index & 3)) & 0xffff) } else { put(120) }
      }
    }

    private mutating func hex(_ value: UInt64) {
      var shift: UInt64 = value > 0xfff ? 12 : value > 0xff ? 8 : value > 0xf ? 4 : 0
      while true {
        put(ASCII.lowerHex(UInt8(truncatingIfNeeded: value >> shift & 15)))
        if shift == 0 { break }
        shift &-= 4
      }
    }

    /// A dotted quad behind the prefix of the text, if that is `::FFFF:`.
    mutating func mapped(_ address: UInt32, kept: Int) {
      if text.hasPrefix("::FFFF:") { copy(0, 7) }
      for index in 0..<4 {
        if index > 0 { put(46) }
        let octet = address >> UInt32(24 - 8 * index) & 255
        if index < kept { count &+= NumberText.write(Int64(octet), room + count) } else { put(120) }
      }
    }
  }
}
