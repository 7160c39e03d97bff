public import WebValues

/// An address as a key of tables.
public struct IPKey: Sendable, Hashable, BitwiseCopyable {
  /// The first 64 bits of an IPv6 address; 0 for IPv4.
  public let high: UInt64
  /// The last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address.
  public let low: UInt64
  /// Whether it is an IPv4 address; `high` is 0 then.
  public let isV4: Bool

  /// Makes a key from the two halves of an address; IPv4 stands in the lower 32 bits of `low`.
  public init(high: UInt64, low: UInt64, isV4: Bool) {
    self.high = high
    self.low = low
    self.isV4 = isV4
  }

  /// The key of an address; IPv4-mapped IPv6 is IPv4 there already.
  public init(_ address: IPAddress) {
    self.init(high: address.high, low: address.low, isV4: address.isV4)
  }

  /// An IPv4 address, its first number in the highest byte.
  public init(v4: UInt32) { self.init(high: 0, low: UInt64(v4), isV4: true) }

  /// An IPv6 address. One that maps an IPv4 address is looked up as it is: who wants the IPv4
  /// address makes that key.
  public init(high: UInt64, low: UInt64) { self.init(high: high, low: low, isV4: false) }
}
