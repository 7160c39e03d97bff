import Foundation

/// Random numbers that a printed seed repeats.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// The seed of RICHLINE_SEED, else a new one; it is printed when the test begins.
  public init(_ test: String) {
    let given = ProcessInfo.processInfo.environment["RICHLINE_SEED"].flatMap { UInt64($0) }
    state = given ?? UInt64.random(in: 1...UInt64.max)
    print("seed of \(test): \(state)")
  }

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
