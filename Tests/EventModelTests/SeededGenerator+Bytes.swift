import TestSupport

extension SeededGenerator {
  /// Few different bytes, so that equal runs and hits are frequent.
  mutating func bytes(_ limit: Int) -> [UInt8] {
    (0..<Int.random(in: 0...limit, using: &self)).map { _ in
      UInt8.random(in: 97...100, using: &self)
    }
  }
}
