import EventModel
import WebValues

/// Texts as addresses and back, by the rules of CEL's network extension.
enum Addresses {
  /// The address of a text: no zone, no port, no brackets, no IPv4 inside of IPv6.
  static func parse(_ text: Bytes) -> IPAddress? {
    let isV6 = text.contains(UInt8(ascii: ":"))
    guard !text.isEmpty, text.count <= 45, !text.contains(UInt8(ascii: "[")) else { return nil }
    if isV6, text.contains(UInt8(ascii: ".")) || text.contains(UInt8(ascii: "%")) { return nil }
    return isV6 ? IPAddress.parse(text) : quad(text)
  }

  /// Four numbers up to 255 without needless zeros.
  private static func quad(_ text: Bytes) -> IPAddress? {
    var (value, parts, number, digits): (UInt32, Int, UInt32, Int) = (0, 0, 0, 0)
    for i in 0...text.count {
      let c = i < text.count ? text[i] : UInt8(ascii: ".")
      if c == UInt8(ascii: ".") {
        guard digits > 0, number < 256, parts < 4 else { return nil }
        value = value << 8 | number
        (parts, number, digits) = (parts + 1, 0, 0)
      } else {
        guard c &- 48 < 10, digits < 3, digits == 0 || number > 0 else { return nil }
        number = number * 10 + UInt32(c &- 48)
        digits += 1
      }
    }
    return parts == 4 ? IPAddress(v4: value) : nil
  }

  static func parse(network text: Bytes) -> IPNetwork? {
    guard let slash = text.firstIndex(of: UInt8(ascii: "/")),
      let address = parse(text.prefix(slash)),
      case let digits = text.dropFirst(slash + 1), digits.count > 0, digits.count < 4,
      digits.buffer.allSatisfy({ $0 &- 48 < 10 }),
      digits.count == 1 || digits[0] != 48, let length = UInt8(digits.string),
      length <= (address.isV4 ? 32 : 128)
    else { return nil }
    return IPNetwork(address: address, prefixLength: length)
  }

  static func ip(_ value: Value, _ run: inout Evaluation) -> Value {
    switch value.kind {
    case .address: return value
    case .network: return .address(value.network.address, run.arena)
    case .text:
      guard let address = parse(value.bytes) else {
        return run.error("'\(value.bytes.prefix(64).string)' is no IP address")
      }
      return run.spend(32) ? .address(address, run.arena) : Evaluation.tooLarge
    default: return Function.noOverload
    }
  }

  static func cidr(_ value: Value, _ run: inout Evaluation) -> Value {
    switch value.kind {
    case .network: return value
    case .text:
      guard let network = parse(network: value.bytes) else {
        return run.error("'\(value.bytes.prefix(64).string)' is no network such as '10.0.0.0/8'")
      }
      return run.spend(48) ? .network(network, run.arena) : Evaluation.tooLarge
    default: return Function.noOverload
    }
  }

  static func isLoopback(_ ip: IPAddress) -> Bool {
    ip.isV4 ? ip.v4 >> 24 == 127 : ip.high == 0 && ip.low == 1
  }

  /// Whether it may be that of one host elsewhere, also a private one.
  static func isGlobalUnicast(_ ip: IPAddress) -> Bool {
    if ip.high == 0 && ip.low == 0 || isLoopback(ip) { return false }
    if ip.isV4 { return ip.v4 != .max && ip.v4 >> 28 != 0xe && ip.v4 >> 16 != 0xa9fe }
    return ip.group(0) >> 8 != 0xff && ip.group(0) & 0xffc0 != 0xfe80
  }

  static func shown(_ value: Value) -> String {
    guard value.kind == .network else { return shown(value.address) }
    return "\(shown(value.network.address))/\(value.network.prefixLength)"
  }

  /// The one spelling of RFC 5952: lower case, the longest run of zeros as `::`.
  private static func shown(_ ip: IPAddress) -> String {
    if ip.isV4 {
      return "\(ip.v4 >> 24).\(ip.v4 >> 16 & 255).\(ip.v4 >> 8 & 255).\(ip.v4 & 255)"
    }
    let groups = (0..<8).map { ip.group($0) }
    var best = 0..<0
    var start = 0
    for i in 0...8 where i == 8 || groups[i] != 0 {
      if i - start > max(best.count, 1) { best = start..<i }
      start = i + 1
    }
    func hex(_ groups: ArraySlice<UInt16>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    return best.isEmpty
      ? hex(groups[...]) : hex(groups[..<best.lowerBound]) + "::" + hex(groups[best.upperBound...])
  }
}
