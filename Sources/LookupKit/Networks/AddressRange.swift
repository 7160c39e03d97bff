public import EventModel
private import WebValues

/// A run of addresses: a network such as `10.0.0.0/8`, one address, or a range.
///
/// Shape: in the 128 bits of IPv6; the IPv4 address a.b.c.d is ::a.b.c.d, as in MaxMind's databases.
public struct AddressRange: Sendable, Hashable {
  /// The lowest address in it.
  public let first: UInt128
  /// The highest address in it.
  public let last: UInt128

  /// `first` is not above `last`.
  public init(first: UInt128, last: UInt128) {
    precondition(first <= last, "a range that ends before it begins")
    self.first = first
    self.last = last
  }

  /// The network of an address: its first `length` bits of 128.
  init(network address: UInt128, length: Int) {
    let rest = AddressRange.mask(below: length)
    first = address & ~rest
    last = address | rest
  }

  /// Whether all addresses are IPv4.
  public var isV4: Bool { last >> 32 == 0 }

  /// The bits behind a prefix of 128.
  static func mask(below length: Int) -> UInt128 {
    length >= 128 ? 0 : UInt128.max >> UInt128(length)
  }
}

extension AddressRange {
  /// The range that a text spells: an address, an address with `/` and a length, or two addresses
  /// with `-` between.
  ///
  /// Errors: what is wrong, quoting the text.
  public init(parsing text: Bytes) throws(LookupError) {
    if let slash = text.firstIndex(of: 47) {
      self = try AddressRange.network(text, slash)
    } else if let dash = text.firstIndex(of: 45) {
      self = try AddressRange.between(
        text.prefix(dash), text.dropFirst(dash + 1), quoted: text)
    } else {
      guard let address = AddressRange.address(text) else {
        throw LookupError("'\(AddressRange.quoted(text))' is no network")
      }
      self.init(first: address.value, last: address.value)
    }
  }

  /// The range from one address to another.
  public static func between(
    _ first: Bytes, _ last: Bytes, quoted text: Bytes? = nil
  ) throws(LookupError) -> AddressRange {
    let first = trimmed(first)
    let last = trimmed(last)
    let whole = text.map(quoted) ?? "\(quoted(first))-\(quoted(last))"
    guard let from = address(first), let to = address(last), from.isV4 == to.isV4 else {
      throw LookupError("'\(whole)' is no range of addresses")
    }
    guard from.value <= to.value else {
      throw LookupError("the range '\(whole)' ends before it begins")
    }
    return AddressRange(first: from.value, last: to.value)
  }

  private static func network(_ text: Bytes, _ slash: Int) throws(LookupError) -> AddressRange {
    let digits = text.dropFirst(slash + 1)
    guard let address = address(text.prefix(slash)), digits.count <= 3,
      let length = NumberText.int32(unsigned: digits)
    else { throw LookupError("'\(quoted(text))' is no network") }
    // The length of a mapped network counts from the left of IPv6.
    let isMapped = address.isV4 && text.contains(58)
    let bits = address.isV4 && !isMapped ? Int(length) + 96 : Int(length)
    guard bits <= 128, !isMapped || bits >= 96 else {
      throw LookupError("'\(quoted(text))' is no network: its prefix is too long or too short")
    }
    let range = AddressRange(network: address.value, length: bits)
    guard range.first == address.value else {
      throw LookupError(
        "'\(quoted(text))' is no network: it has bits behind its prefix; the network is '\(range)'")
    }
    return range
  }

  /// Unlike a field of an event, a table has no ports and no short forms.
  static func address(_ text: Bytes) -> (value: UInt128, isV4: Bool)? {
    let colons = text.buffer.count { $0 == 58 }
    let dots = text.buffer.count { $0 == 46 }
    guard colons >= 2 || (colons == 0 && dots == 3), !text.contains(91),
      let address = IPAddress.parse(text)
    else { return nil }
    return (UInt128(address.high) << 64 | UInt128(address.low), address.isV4)
  }

  private static func trimmed(_ text: Bytes) -> Bytes {
    var text = text
    while !text.isEmpty, text[0] == 32 { text = text.dropFirst(1) }
    while !text.isEmpty, text[text.count - 1] == 32 { text = text.dropLast(1) }
    return text
  }

  private static func quoted(_ text: Bytes) -> String { text.prefix(100).string }
}

extension AddressRange: CustomStringConvertible {
  /// `10.0.0.0/8`, `2001:db8::/32`; `10.0.0.1-10.0.0.9` when it is no network. One address has its
  /// prefix too.
  public var description: String {
    guard let length = prefixLength else {
      return "\(AddressText.of(first, isV4: isV4))-\(AddressText.of(last, isV4: isV4))"
    }
    return "\(AddressText.of(first, isV4: isV4))/\(isV4 ? length - 96 : length)"
  }

  /// The length of the prefix when the range is one network.
  private var prefixLength: Int? {
    let size = first ^ last
    let length = size.leadingZeroBitCount
    return size == AddressRange.mask(below: length) && first & size == 0 ? length : nil
  }
}
