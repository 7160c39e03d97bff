import EventModel
import WebValues

/// IP addresses and networks.
enum NetworkFunction: BitwiseCopyable {
  case ip, isIP, isCanonical, cidr, isCIDR
  case family, isUnspecified, isLoopback, isGlobalUnicast
  case isLinkLocalMulticast, isLinkLocalUnicast
  case containsIP, containsCIDR, masked, prefixLength

  func call(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    let value = arguments[0]
    switch self {
    case .ip: return Addresses.ip(value, &run)
    case .cidr: return Addresses.cidr(value, &run)
    case .isIP, .isCIDR:
      guard value.kind == .text else { return Function.noOverload }
      return .boolean(
        self == .isIP
          ? Addresses.parse(value.bytes) != nil : Addresses.parse(network: value.bytes) != nil)
    case .isCanonical:
      let address = Addresses.ip(value, &run)
      guard address.kind == .address else { return address }
      let shown = Texts.text(Addresses.shown(address), &run)
      return shown.kind == .text ? .boolean(shown.bytes == value.bytes) : shown
    case .containsIP, .containsCIDR, .masked, .prefixLength:
      guard value.kind == .network else { return Function.noOverload }
      return ofNetwork(value.network, arguments, &run)
    default:
      guard value.kind == .address else { return Function.noOverload }
      return ofAddress(value.address)
    }
  }

  private func ofNetwork(
    _ network: IPNetwork, _ arguments: Arguments, _ run: inout Evaluation
  ) -> Value {
    switch self {
    case .prefixLength: return .integer(Int64(network.prefixLength))
    case .masked: return .network(network.masked, run.arena)
    case .containsIP:
      let other = Addresses.ip(arguments[1], &run)
      return other.kind == .address ? .boolean(network.contains(other.address)) : other
    default:
      let other = Addresses.cidr(arguments[1], &run)
      return other.kind == .network ? .boolean(network.contains(other.network)) : other
    }
  }

  private func ofAddress(_ ip: IPAddress) -> Value {
    switch self {
    case .family: .integer(ip.isV4 ? 4 : 6)
    case .isUnspecified: .boolean(ip.high == 0 && ip.low == 0)
    case .isLoopback: .boolean(Addresses.isLoopback(ip))
    case .isLinkLocalMulticast:
      .boolean(ip.isV4 ? ip.v4 >> 8 == 0xe0_0000 : ip.group(0) & 0xff0f == 0xff02)
    case .isLinkLocalUnicast:
      .boolean(ip.isV4 ? ip.v4 >> 16 == 0xa9fe : ip.group(0) & 0xffc0 == 0xfe80)
    default: .boolean(Addresses.isGlobalUnicast(ip))
    }
  }
}
