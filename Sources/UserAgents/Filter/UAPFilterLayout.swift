/// The order of literals and marks in the tables of the filter.
struct UAPFilterLayout {
  /// Hashed grams of the literals of three bytes and more, in the order of their probes.
  private(set) var grams: [Int] = []
  /// How many they are, each counted once.
  private(set) var gramCount = 0
  /// The literals of two bytes, folded, in the order of their probes.
  private(set) var pairs: [Int] = []
  private static let firstPairKey = 1 << UAPGram.bits
  private(set) var buckets: [UInt32] = []
  private(set) var probes: [UAPProbe] = []
  private(set) var marks: [UAPMarks] = []

  /// A literal with all its marks.
  private struct Entry {
    let literal: UAPLiteralUse
    let marks: [UAPMarks]
    var offset = 0
    /// The hash of its gram; for two bytes these themselves, behind all hashes.
    var key = 0
  }

  init(_ uses: [UAPLiteralUse]) {
    var entries = UAPFilterLayout.entries(uses)
    UAPFilterLayout.chooseGrams(&entries)
    entries.sort { $0.key < $1.key }
    var last = -1
    for entry in entries {
      if entry.key != last { buckets.append(UInt32(probes.count)) }
      last = entry.key
      if entry.literal.count == 2 {
        pairs.append(entry.key - UAPFilterLayout.firstPairKey)
      } else {
        if grams.last != entry.key { gramCount += 1 }
        grams.append(entry.key)
      }
      probes.append(
        UAPProbe(
          bits: entry.literal.bits, mask: entry.literal.mask, marks: UInt32(marks.count),
          offset: UInt8(entry.offset),
          count: entry.literal.count))
      marks += entry.marks
    }
    buckets.append(UInt32(probes.count))
    probes.append(UAPProbe(bits: 0, mask: 0, marks: UInt32(marks.count), offset: 0, count: 0))
  }

  private static func entries(_ uses: [UAPLiteralUse]) -> [Entry] {
    let sorted = uses.sorted { $0 < $1 }
    var entries: [Entry] = []
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].isSameLiteral(sorted[start]) { end += 1 }
      entries.append(Entry(literal: sorted[start], marks: UAPMarks.list(sorted[start..<end])))
      start = end
    }
    return entries
  }

  /// For each literal the gram that the fewest agents have, then the fewest other literals.
  private static func chooseGrams(_ entries: inout [Entry]) {
    var shares = [UInt16](repeating: 0, count: 1 << UAPGram.bits)
    for entry in entries where entry.literal.count > 2 {
      for start in 0...Int(entry.literal.count) - 3 {
        let hash = UAPGram.hash(entry.literal.gram(start))
        if shares[hash] < UInt16.max { shares[hash] += 1 }
      }
    }
    for place in entries.indices {
      let literal = entries[place].literal
      guard literal.count > 2 else {
        entries[place].key = firstPairKey + Int(literal.gram(0))
        continue
      }
      var best = (Int.max, Int.max)
      for start in 0...Int(literal.count) - 3 {
        let gram = literal.gram(start)
        let hash = UAPGram.hash(gram)
        let cost = (UAPCommonness.shared.hits(gram: gram), Int(shares[hash]))
        guard cost < best else { continue }
        best = cost
        entries[place].offset = start
        entries[place].key = hash
      }
    }
  }
}
