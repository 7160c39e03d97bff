extension Selection: Sequence {
  /// The rows that take part, in order.
  public struct Iterator: IteratorProtocol {
    private var left: SIMD4<UInt64>
    private var word = 0

    init(_ words: SIMD4<UInt64>) { left = words }

    public mutating func next() -> Int? {
      while word < 4 {
        let bits = left[word]
        if bits != 0 {
          left[word] = bits & (bits &- 1)
          return word &* 64 &+ bits.trailingZeroBitCount
        }
        word += 1
      }
      return nil
    }
  }

  /// Goes through the rows from the first to the last.
  public func makeIterator() -> Iterator { Iterator(words) }

  /// The number of rows, so that arrays are made at their size.
  public var underestimatedCount: Int { count }
}
