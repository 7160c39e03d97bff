import CKernels
import EventModel
import Synchronization

/// What finds rows of a `RowMemory`, without a lock: good as long as that, though it may not know the
/// newest of them.
///
/// Cost: a multiplication, two lines of memory, and the row.
struct RowView: BitwiseCopyable, @unchecked Sendable {
  // Sendable: as `RowMemory`.

  /// By hash of the tag, at most half of them taken: the tag in the upper half, in the lower one where
  /// the row stands. 0 is a free place.
  let words: UnsafeMutablePointer<Atomic<UInt64>>
  /// Where chunks begin; those that a word names do not change any more.
  let chunks: UnsafePointer<UnsafeMutableRawPointer>
  let mask: Int
  let shift: UInt32

  /// The row of a tag; nil when it is not there.
  @inline(__always)
  func find(_ tag: UInt32) -> UnsafePointer<Slot>? {
    var place = firstPlace(of: tag)
    while true {
      let word = words[place].load(ordering: .acquiring)
      if word == 0 { return nil }
      if UInt32(truncatingIfNeeded: word &>> 32) == tag { return row(at: word) }
      place = (place &+ 1) & mask
    }
  }

  /// The row of a key, of which the tag is a hash; nil when it is not there.
  @inline(__always)
  func find(_ key: Bytes, _ tag: UInt32, width: Int) -> UnsafePointer<Slot>? {
    var place = firstPlace(of: tag)
    while true {
      let word = words[place].load(ordering: .acquiring)
      if word == 0 { return nil }
      if UInt32(truncatingIfNeeded: word &>> 32) == tag {
        let row = row(at: word)
        if RowView.key(of: row, width: width) == key { return row }
      }
      place = (place &+ 1) & mask
    }
  }

  /// Fetches the place of a tag into the processor's cache.
  @inline(__always)
  func fetchPlace(of tag: UInt32) { ck_fetch(words + firstPlace(of: tag)) }

  /// Fetches the first lines of the row at the place of a tag, which was fetched before.
  @inline(__always)
  func fetchRow(of tag: UInt32, lines: Int) {
    let word = words[firstPlace(of: tag)].load(ordering: .acquiring)
    guard UInt32(truncatingIfNeeded: word &>> 32) == tag, word != 0 else { return }
    let row = UnsafeRawPointer(row(at: word))
    for line in 0..<lines { ck_fetch(row + line &* 64) }
  }

  /// Multiplication with a fraction of the golden ratio spreads neighbours.
  @inline(__always)
  func firstPlace(of tag: UInt32) -> Int { Int((tag &* 0x9e37_79b1) &>> shift) }

  // MARK: where a row stands

  /// Rows begin at multiples of so many bytes.
  static let unit = 16
  private static let unitBits: UInt64 = 20
  /// Chunks at most: 1 GiB of those of 256 KiB.
  static let chunkLimit = 4096
  /// Bytes of a chunk at most: all that 20 bits of units can name.
  static let longestChunk = unit << Int(unitBits)

  /// What a word says of a row. It is never 0, for no row stands at the beginning of a chunk.
  static func word(_ tag: UInt32, chunk: Int, offset: Int) -> UInt64 {
    UInt64(tag) &<< 32 | UInt64(chunk) &<< unitBits | UInt64(offset / unit)
  }

  @inline(__always)
  private func row(at word: UInt64) -> UnsafePointer<Slot> {
    let place = UInt32(truncatingIfNeeded: word)
    let chunk = Int(place &>> UInt32(RowView.unitBits))
    let offset = Int(place & (1 &<< UInt32(RowView.unitBits) &- 1)) &* RowView.unit
    return UnsafeRawPointer(chunks[chunk] + offset).assumingMemoryBound(to: Slot.self)
  }

  /// The key of a row, which stands behind its slots with its length in front.
  @inline(__always)
  private static func key(of row: UnsafePointer<Slot>, width: Int) -> Bytes {
    let count = UnsafeRawPointer(row + width)
    return Bytes(
      (count + MemoryLayout<Int>.size).assumingMemoryBound(to: UInt8.self),
      count.load(as: Int.self))
  }
}
