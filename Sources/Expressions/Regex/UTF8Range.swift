/// Runs of one to four byte ranges that together are the UTF-8 of a range of code points.
enum UTF8Range {
  /// The runs for a range; surrogates, which have no UTF-8, fall out.
  static func split(_ range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
    var runs: [[ClosedRange<UInt8>]] = []
    // Code points of one length each, without the surrogates.
    let lengths: [ClosedRange<UInt32>] = [
      0...0x7f, 0x80...0x7ff, 0x800...0xd7ff, 0xe000...0xffff, 0x10000...0x10ffff,
    ]
    for length in lengths {
      let low = max(range.lowerBound, length.lowerBound)
      let high = min(range.upperBound, length.upperBound)
      if low <= high { add(low, high, &runs) }
    }
    return runs
  }

  /// Adds runs for code points of one length: cut where the last bytes would not be whole ranges.
  private static func add(_ low: UInt32, _ high: UInt32, _ runs: inout [[ClosedRange<UInt8>]]) {
    for bits: UInt32 in [6, 12, 18] {
      let mask = (UInt32(1) << bits) - 1
      guard low & ~mask != high & ~mask, high > 0x7f else { continue }
      if low & mask != 0 {
        add(low, low | mask, &runs)
        return add((low | mask) + 1, high, &runs)
      }
      if high & mask != mask {
        add(low, (high & ~mask) - 1, &runs)
        return add(high & ~mask, high, &runs)
      }
    }
    let (first, last) = (bytes(low), bytes(high))
    runs.append(zip(first, last).map { $0...$1 })
  }

  private static func bytes(_ code: UInt32) -> [UInt8] {
    Unicode.Scalar(code).map { Array(String(Character($0)).utf8) } ?? []
  }
}
