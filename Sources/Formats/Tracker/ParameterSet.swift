/// Some of the parameters, by their numbers.
struct ParameterSet: Sendable, Equatable {
  /// Numbers that a set can hold; the protocol has 75 parameters.
  static let capacity = 128

  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init() {}

  /// The numbers whose bits are set in two words, the lower numbers first.
  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The same as two words.
  var words: (low: UInt64, high: UInt64) { (low, high) }

  var isEmpty: Bool { low | high == 0 }

  func contains(_ number: Int) -> Bool {
    (number < 64 ? low : high) & ParameterSet.bit(number) != 0
  }

  mutating func insert(_ number: Int) {
    if number < 64 { low |= ParameterSet.bit(number) } else { high |= ParameterSet.bit(number) }
  }

  mutating func remove(_ number: Int) {
    if number < 64 { low &= ~ParameterSet.bit(number) } else { high &= ~ParameterSet.bit(number) }
  }

  /// The numbers that are in both.
  static func & (a: ParameterSet, b: ParameterSet) -> ParameterSet {
    ParameterSet(low: a.low & b.low, high: a.high & b.high)
  }

  /// The numbers of `a` that are not in `b`.
  static func - (a: ParameterSet, b: ParameterSet) -> ParameterSet {
    ParameterSet(low: a.low & ~b.low, high: a.high & ~b.high)
  }

  /// Takes the smallest number out; nil when none is left.
  mutating func popFirst() -> Int? {
    if low != 0 {
      let number = low.trailingZeroBitCount
      low &= low &- 1
      return number
    }
    guard high != 0 else { return nil }
    let number = high.trailingZeroBitCount &+ 64
    high &= high &- 1
    return number
  }

  private static func bit(_ number: Int) -> UInt64 {
    1 &<< UInt64(truncatingIfNeeded: number & 63)
  }
}
