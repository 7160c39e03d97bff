/// Which rows of a slice take part: one bit a row.
public struct Selection: Sendable, Equatable {
  /// Rows in a slice at most: columns of 16-byte slots then take 4 KiB each.
  public static let capacity = 256

  /// Four words of 64 rows each, the first row in the lowest bit.
  public var words: SIMD4<UInt64>

  /// Makes a selection without rows.
  public init() { words = .zero }
  init(words: SIMD4<UInt64>) { self.words = words }

  /// The first `count` rows.
  public init(first count: Int) {
    words = .zero
    for word in 0..<4 {
      let bits = Swift.min(Swift.max(count - word * 64, 0), 64)
      words[word] = bits == 64 ? ~0 : (1 &<< UInt64(bits)) &- 1
    }
  }

  /// Whether a row is in it; rows go from 0 to 255.
  @inlinable public func contains(_ row: Int) -> Bool {
    words[row >> 6] & (1 &<< UInt64(row & 63)) != 0
  }

  /// Adds a row from 0 to 255.
  @inlinable public mutating func insert(_ row: Int) {
    words[row >> 6] |= 1 &<< UInt64(row & 63)
  }

  /// Takes a row from 0 to 255 away.
  @inlinable public mutating func remove(_ row: Int) {
    words[row >> 6] &= ~(1 &<< UInt64(row & 63))
  }

  /// Whether it has no row.
  public var isEmpty: Bool { words == .zero }

  /// Behind the last row; 0 when there is none.
  public var end: Int {
    for word in [3, 2, 1, 0] where words[word] != 0 {
      return word * 64 + 64 - words[word].leadingZeroBitCount
    }
    return 0
  }

  public var count: Int {
    words[0].nonzeroBitCount + words[1].nonzeroBitCount + words[2].nonzeroBitCount
      + words[3].nonzeroBitCount
  }

  /// The rows that are in both.
  public static func & (a: Selection, b: Selection) -> Selection {
    Selection(words: a.words & b.words)
  }

  /// The rows that are in at least one of both.
  public static func | (a: Selection, b: Selection) -> Selection {
    Selection(words: a.words | b.words)
  }

  /// The rows of `a` that are not in `b`.
  public static func - (a: Selection, b: Selection) -> Selection {
    Selection(words: a.words & ~b.words)
  }

  /// Calls `body` for each row, in order.
  @inlinable public func forEach(_ body: (Int) -> Void) {
    for word in 0..<4 {
      var bits = words[word]
      while bits != 0 {
        body(word &* 64 &+ bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
    }
  }
}
