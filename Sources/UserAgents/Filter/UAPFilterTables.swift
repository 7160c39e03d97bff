/// The literals of all rules, laid out for one pass over an agent.
///
/// Shape: plain pointers, copied to locals before the loop. A literal of three bytes or more is found
/// by the rarest of its grams: a bit says whether any literal has a gram of that hash, its rank leads
/// to the literals to compare. Literals of two bytes are found by
/// these themselves. Grams and pairs are folded, literals are compared as they stand.
struct UAPFilterTables {
  private let grams: UAPBitTable
  private let pairs: UAPBitTable
  /// Where the probes of each gram start, by rank, then those of each pair; one more behind the last.
  private let buckets: UnsafeMutablePointer<UInt32>
  /// Probes of grams, then those of pairs in the order of their ranks, then one that ends the marks.
  private let probes: UnsafeMutablePointer<UAPProbe>
  /// The bucket of the first pair.
  private let firstPair: Int
  private let marks: UnsafeMutablePointer<UAPMarks>
  let byteCount: Int
  let literalCount: Int

  init(_ uses: [UAPLiteralUse]) {
    let layout = UAPFilterLayout(uses)
    literalCount = layout.probes.count - 1
    grams = UAPBitTable(layout.grams)
    pairs = UAPBitTable(layout.pairs)
    firstPair = layout.gramCount
    buckets = UAPFilterTables.copy(layout.buckets)
    probes = UAPFilterTables.copy(layout.probes)
    marks = UAPFilterTables.copy(layout.marks)
    byteCount =
      2 * UAPBitTable.byteCount + layout.probes.count * MemoryLayout<UAPProbe>.stride
      + 4 * layout.buckets.count + layout.marks.count * MemoryLayout<UAPMarks>.stride
  }

  func deallocate() {
    grams.deallocate()
    pairs.deallocate()
    buckets.deallocate()
    probes.deallocate()
    marks.deallocate()
  }

  private static func copy<T: BitwiseCopyable>(_ array: [T]) -> UnsafeMutablePointer<T> {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: max(array.count, 1))
    for (place, value) in array.enumerated() { (memory + place).initialize(to: value) }
    return memory
  }

  /// Sets the marks of all literals in a text.
  ///
  /// Shape: `folded` is the text folded, with zeros behind its end.
  func mark(
    _ text: UnsafePointer<UInt8>, folded: UnsafePointer<UInt8>, _ count: Int,
    _ found: UnsafeMutablePointer<UInt64>
  ) {
    let (raw, text) = (UnsafeRawPointer(folded), UnsafeRawPointer(text))
    let (grams, pairs) = (grams, pairs)
    var group = 0
    while group &+ 1 < count {
      // Which of the next places have a gram or a pair: without branches, which nobody could predict.
      var hits: UInt64 = 0
      let size = min(64, count &- 1 &- group)
      var place = 0
      while place < size {
        let four = raw.loadUnaligned(fromByteOffset: group &+ place, as: UInt32.self)
        let hit = pairs.bit(Int(four & 0xFFFF)) | grams.bit(UAPGram.hash(four & 0xFF_FFFF))
        hits |= (hit & 1) &<< UInt64(truncatingIfNeeded: place)
        place &+= 1
      }
      while hits != 0 {
        look(text, raw, group &+ hits.trailingZeroBitCount, count, found)
        hits &= hits &- 1
      }
      group &+= 64
    }
  }

  /// Marks what stands at a place with a gram or a pair.
  @inline(__always)
  private func look(
    _ text: UnsafeRawPointer, _ folded: UnsafeRawPointer, _ place: Int, _ count: Int,
    _ found: UnsafeMutablePointer<UInt64>
  ) {
    let four = folded.loadUnaligned(fromByteOffset: place, as: UInt32.self)
    let pair = Int(four & 0xFFFF)
    if pairs.contains(pair) { compare(firstPair &+ pairs.rank(pair), text, place, count, found) }
    // The gram behind the end is no literal's: the comparison looks at the end.
    let hash = UAPGram.hash(four & 0xFF_FFFF)
    if grams.contains(hash) { compare(grams.rank(hash), text, place, count, found) }
  }

  /// Compares the literals whose gram or pair stands at a place.
  @inline(__always)
  private func compare(
    _ bucket: Int, _ text: UnsafeRawPointer, _ place: Int, _ count: Int,
    _ found: UnsafeMutablePointer<UInt64>
  ) {
    var at = Int(buckets[bucket])
    let end = Int(buckets[bucket &+ 1])
    while at < end {
      let probe = probes[at]
      let start = place &- Int(probe.offset)
      let length = Int(probe.count)
      if start >= 0, start &+ length <= count {
        let bits = text.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        if (bits ^ probe.bits) & probe.mask == 0 { set(at, found) }
      }
      at &+= 1
    }
  }

  @inline(__always)
  private func set(_ probe: Int, _ found: UnsafeMutablePointer<UInt64>) {
    var at = Int(probes[probe].marks)
    let end = Int(probes[probe &+ 1].marks)
    while at < end {
      found[marks[at].word] |= marks[at].bits
      at &+= 1
    }
  }
}
