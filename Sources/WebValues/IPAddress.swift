import CKernels
public import EventModel

/// An IPv4 or IPv6 address as numbers.
///
/// Shape: an IPv4 address stands in the low 32 bits; an IPv4-mapped IPv6 address is one.
public struct IPAddress: BitwiseCopyable, Hashable, Sendable {
  /// The first four groups of an IPv6 address.
  public let high: UInt64
  /// The last four groups, or the IPv4 address.
  public let low: UInt64
  /// Whether the address is IPv4, also when it was spelled as IPv4-mapped IPv6.
  public let isV4: Bool

  /// The IPv4 address of a number.
  public init(v4: UInt32) {
    high = 0
    low = UInt64(v4)
    isV4 = true
  }

  /// The address of 128 bits; an IPv4-mapped one is IPv4.
  public init(high: UInt64, low: UInt64) {
    let isMapped = high == 0 && low >> 32 == 0xffff
    self.high = high
    self.low = isMapped ? low & 0xffff_ffff : low
    isV4 = isMapped
  }

  /// The IPv4 address as a number; 0 for IPv6.
  public var v4: UInt32 { isV4 ? UInt32(truncatingIfNeeded: low) : 0 }

  /// The group at `index`, 0 to 7, of an IPv6 address.
  public func group(_ index: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 &- 16 &* (index & 3)))
  }

  /// The bit at `index`, 0 to 127, from the left; of IPv4, 0 to 31.
  public func bit(_ index: Int) -> Int {
    if isV4 { return Int(low >> UInt64(31 &- index)) & 1 }
    return Int((index < 64 ? high : low) >> UInt64(63 &- (index & 63))) & 1
  }

  /// The address that a text spells.
  ///
  /// Shape: IPv4, also with a port and in the short forms of inet_aton (`1.2.3` is 1.2.0.3); IPv6 in
  /// any spelling, also in brackets and then with a port. Never asks a name server.
  /// Errors: nil for everything else.
  /// Source: Snowplow Enrich, fact sheet 4.12; JOB.md 8.
  public static func parse(_ text: Bytes) -> IPAddress? {
    if let number = quad(text) { return IPAddress(v4: number) }
    guard !text.isEmpty else { return nil }
    if ASCII.isDigit(text[0]), let colon = soleColon(text) {
      return shortForm(text, end: colon)
    }
    return IPv6Text.parse(text[0] == 91 ? unbracketed(text) : text)
  }

  /// The number of a plain dotted quad: four parts of one to three digits up to 255.
  @inline(__always)
  static func quad(_ text: Bytes) -> UInt32? {
    guard text.count >= 7 && text.count <= 15 else { return nil }
    // One bit for each dot, and one for the end.
    var ends = ByteGroup.first(text.count, ck_equal16(text.start, 46))
    guard ends.nonzeroBitCount == 3 else { return nil }
    ends |= 1 &<< UInt32(truncatingIfNeeded: text.count)
    var number: UInt32 = 0
    var start = 0
    for _ in 0..<4 {
      let end = ends.trailingZeroBitCount
      ends &= ends &- 1
      guard end > start, end &- start < 4 else { return nil }
      let part = ck_small_number(text.start + start, end &- start)
      guard part >= 0, part < 256 else { return nil }
      number = number &<< 8 | UInt32(bitPattern: part)
      start = end &+ 1
    }
    return number
  }

  /// The place of the only colon, the count without one; nil when the bytes are not all digits,
  /// dots and at most one colon.
  private static func soleColon(_ text: Bytes) -> Int? {
    var colon = text.count
    for i in 0..<text.count where !ASCII.isDigit(text[i]) && text[i] != 46 {
      guard text[i] == 58, colon == text.count else { return nil }
      colon = i
    }
    return colon
  }

  /// One to four numbers up to `end`, the last of which fills all that is left, then maybe a port.
  private static func shortForm(_ text: Bytes, end: Int) -> IPAddress? {
    if end < text.count {
      guard end + 1 < text.count, text.dropFirst(end).firstIndex(of: 46) == nil else { return nil }
    }
    var number: UInt64 = 0
    var part: UInt64 = 0
    var digits = 0
    var dots = 0
    for i in 0..<end {
      if text[i] != 46 {
        part = part &* 10 &+ UInt64(text[i] &- 48)
        digits &+= 1
        if digits > 9 { return nil }
      } else {
        guard digits > 0, part < 256, dots < 3 else { return nil }
        number |= part &<< UInt64(24 &- 8 &* dots)
        part = 0
        digits = 0
        dots &+= 1
      }
    }
    guard digits > 0, part < 1 &<< UInt64(32 &- 8 &* dots) else { return nil }
    return IPAddress(v4: UInt32(truncatingIfNeeded: number | part))
  }

  /// What stands in brackets that nothing but a port follows; empty when there is more.
  private static func unbracketed(_ text: Bytes) -> Bytes {
    guard let end = text.firstIndex(of: 93) else { return text.prefix(0) }
    let rest = text.dropFirst(end + 1)
    if !rest.isEmpty {
      guard rest.count > 1, rest[0] == 58 else { return text.prefix(0) }
      for i in 1..<rest.count where !ASCII.isDigit(rest[i]) { return text.prefix(0) }
    }
    return text.slice(1, end)
  }
}
