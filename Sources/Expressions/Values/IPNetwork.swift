import WebValues

/// An address with the length of its network's prefix.
struct IPNetwork: BitwiseCopyable, Equatable {
  let address: IPAddress
  let prefixLength: UInt8

  /// Bits of an address of its family.
  var width: Int { address.isV4 ? 32 : 128 }

  /// The address with nothing behind the prefix.
  var masked: IPNetwork { IPNetwork(address: cut(address), prefixLength: prefixLength) }

  private func cut(_ address: IPAddress) -> IPAddress {
    let length = Int(prefixLength)
    if address.isV4 {
      return IPAddress(v4: length == 0 ? 0 : address.v4 & (~0 << UInt32(32 - length)))
    }
    let high = length == 0 ? 0 : address.high & (~0 << UInt64(64 - min(length, 64)))
    let low = length <= 64 ? 0 : address.low & (~0 << UInt64(128 - length))
    return IPAddress(high: high, low: low)
  }

  func contains(_ other: IPAddress) -> Bool {
    other.isV4 == address.isV4 && cut(other) == cut(address)
  }

  func contains(_ other: IPNetwork) -> Bool {
    other.prefixLength >= prefixLength && contains(other.address)
  }
}
