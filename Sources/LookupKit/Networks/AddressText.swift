/// Writes addresses as people do.
enum AddressText {
  /// IPv4 with points; IPv6 in the short form of RFC 5952.
  static func of(_ address: UInt128, isV4: Bool) -> String {
    if isV4 {
      return (0..<4).map { "\(UInt8(truncatingIfNeeded: address >> UInt128(24 - 8 * $0)))" }
        .joined(separator: ".")
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: address >> UInt128(112 - 16 * $0)) }
    let gap = longestZeros(groups)
    func hex(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard gap.count > 1 else { return hex(groups[...]) }
    return hex(groups[..<gap.lowerBound]) + "::" + hex(groups[gap.upperBound...])
  }

  /// The first of the longest runs of zeros.
  private static func longestZeros(_ groups: [UInt16]) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for place in 0...groups.count {
      guard place == groups.count || groups[place] != 0 else { continue }
      if place - start > best.count { best = start..<place }
      start = place + 1
    }
    return best
  }
}
