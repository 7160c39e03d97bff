import StageKit

/// What speaks for a program and against a person, as bits.
struct Signs: OptionSet {
  let rawValue: UInt8

  /// The agent says so.
  static let named = Signs(rawValue: 1)
  static let noAgent = Signs(rawValue: 2)
  /// A path that only scanners ask for.
  static let probe = Signs(rawValue: 4)
  /// A request that shows nothing to anybody.
  static let head = Signs(rawValue: 8)
  /// No browser has spoken it for twenty years.
  static let http10 = Signs(rawValue: 16)

  /// As `bot_reasons` shows them, in the order of the bits.
  static let names = ["named", "no_agent", "probe", "head", "http10"]

  var count: Int { rawValue.nonzeroBitCount }

  /// The texts of all sets, by their bits: made once, so that no event makes one.
  static let texts: [Bytes] = (0..<UInt8(1 << names.count)).map { bits in
    let found = names.enumerated().filter { bits & (1 << $0.offset) != 0 }
    return Bytes.constant(found.map(\.element).joined(separator: ","))
  }
}
