/// A generator whose seed makes a failure come again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_f491_4f6c_dd1d
  }

  mutating func bytes(_ limit: Int) -> [UInt8] {
    // Few different bytes, so that equal runs and hits are frequent.
    (0..<Int.random(in: 0...limit, using: &self)).map { _ in
      UInt8.random(in: 97...100, using: &self)
    }
  }
}
