/// The 256 networks of 24 bits that share their first 16: where a run of equal ones begins, and where
/// its record is.
///
/// Shape: 64 bytes, one line of memory: 4 words with a bit for each network that differs from the one
/// before, 4 bytes with the bits set in the words before, the place of the first run, and how many
/// bits of an address come after the way to a run.
struct MMDBChunk: BitwiseCopyable {
  static let size = 64

  private let start: UnsafeMutableRawPointer

  @inline(__always)
  init(_ chunks: UnsafeMutableRawPointer, _ number: Int) {
    start = chunks + number &* MMDBChunk.size
  }

  /// Where the record of a network stands among all runs.
  @inline(__always)
  func place(of network: Int) -> Int {
    let word = network &>> 6
    let bits = start.load(fromByteOffset: word &* 8, as: UInt64.self)
    let upTo = bits & (UInt64.max &>> UInt64(truncatingIfNeeded: 63 &- (network & 63)))
    let before = Int(start.load(fromByteOffset: 32 &+ word, as: UInt8.self))
    let first = Int(start.load(fromByteOffset: 36, as: UInt32.self))
    return first &+ before &+ upTo.nonzeroBitCount
  }

  @inline(__always) var bitsLeft: Int { Int(start.load(fromByteOffset: 40, as: UInt8.self)) }

  /// Makes an empty chunk whose runs begin at `first`.
  func begin(first: Int, bitsLeft: UInt8) {
    start.initializeMemory(as: UInt8.self, repeating: 0, count: MMDBChunk.size)
    start.storeBytes(of: UInt32(truncatingIfNeeded: first), toByteOffset: 36, as: UInt32.self)
    start.storeBytes(of: bitsLeft, toByteOffset: 40, as: UInt8.self)
  }

  /// Notes that a run begins at a network that is not the first.
  func addRun(at network: Int) {
    let word = start + (network &>> 6) &* 8
    word.storeBytes(
      of: word.load(as: UInt64.self) | 1 &<< UInt64(network & 63), as: UInt64.self)
  }

  /// Counts the runs when all are noted.
  func end() {
    var before: UInt8 = 0
    for word in 0..<4 {
      start.storeBytes(of: before, toByteOffset: 32 + word, as: UInt8.self)
      // Behind the last word it may be 255 at most, since the first network has no bit.
      let bits = start.load(fromByteOffset: word * 8, as: UInt64.self)
      before &+= UInt8(bits.nonzeroBitCount)
    }
  }
}
