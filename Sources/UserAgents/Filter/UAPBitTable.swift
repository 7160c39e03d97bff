/// A set of numbers below 65,536, and the rank of each member: 10 KiB instead of an array of 256.
///
/// Shape: plain pointers, for the inner loop; whoever made it frees it.
struct UAPBitTable {
  private let words: UnsafeMutablePointer<UInt64>
  /// How many members stand before each word.
  private let ranks: UnsafeMutablePointer<UInt32>
  private static let wordCount = 1024

  static let byteCount = wordCount * 12

  /// The members may repeat.
  init(_ members: some Sequence<Int>) {
    words = .allocate(capacity: UAPBitTable.wordCount)
    words.initialize(repeating: 0, count: UAPBitTable.wordCount)
    ranks = .allocate(capacity: UAPBitTable.wordCount)
    for member in members { words[member >> 6] |= 1 &<< UInt64(member & 63) }
    var rank: UInt32 = 0
    for place in 0..<UAPBitTable.wordCount {
      (ranks + place).initialize(to: rank)
      rank += UInt32(words[place].nonzeroBitCount)
    }
  }

  func deallocate() {
    words.deallocate()
    ranks.deallocate()
  }

  /// The lowest bit says whether a number is a member.
  @inline(__always)
  func bit(_ number: Int) -> UInt64 { words[number &>> 6] &>> UInt64(number & 63) }

  @inline(__always)
  func contains(_ number: Int) -> Bool { bit(number) & 1 != 0 }

  /// How many members are smaller than one of them.
  @inline(__always)
  func rank(_ member: Int) -> Int {
    let before = words[member &>> 6] & ((1 &<< UInt64(member & 63)) &- 1)
    return Int(ranks[member &>> 6]) &+ before.nonzeroBitCount
  }
}
