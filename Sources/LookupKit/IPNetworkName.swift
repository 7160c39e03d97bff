#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// An address or a network as people write it, for messages.
struct IPNetworkName: CustomStringConvertible {
  let description: String

  /// `length` of the prefix; nil for a single address.
  init(_ key: IPKey, _ length: Int?) {
    var bytes = [key.high.bigEndian, key.low.bigEndian]
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    if key.isV4 { bytes[0] = UInt64(UInt32(truncatingIfNeeded: key.low).bigEndian) }
    let family = key.isV4 ? AF_INET : AF_INET6
    let written = inet_ntop(family, &bytes, &text, socklen_t(text.count)) != nil
    let address =
      written
      ? text.withUnsafeBufferPointer { base in
        base.baseAddress.map { String(cString: $0) } ?? ""
      } : "an address"
    description = length.map { "\(address)/\($0)" } ?? address
  }
}
