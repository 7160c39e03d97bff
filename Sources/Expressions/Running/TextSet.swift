import EventModel

/// The constant texts of `x == "…"` and `x in ["…", …]`, compared with a text field in place.
///
/// Shape: texts of up to 16 bytes are compared as two words, which the slack behind texts allows.
/// Cost: some loads a text for up to eight texts, else a hash and a comparison.
struct TextSet: @unchecked Sendable {
  // Sendable: what the texts point at lives in the program's arena and is not written any more.

  /// Texts that are compared one after the other; beyond, a table is faster.
  private static let linearLimit = 8

  let hasEmpty: Bool
  private let shorts: [ShortText]
  private let longs: [Bytes]
  /// Places of texts by hash, -1 where there is none; empty for few texts.
  private let table: [Int32]
  private let texts: [Bytes]

  init(_ texts: [Bytes]) {
    hasEmpty = texts.contains { $0.isEmpty }
    let filled = texts.filter { !$0.isEmpty }
    self.texts = filled
    guard filled.count > TextSet.linearLimit else {
      shorts = filled.filter { $0.count <= 16 }.map(ShortText.init)
      longs = filled.filter { $0.count > 16 }
      table = []
      return
    }
    (shorts, longs) = ([], [])
    var table = [Int32](repeating: -1, count: filled.count.nextPowerOf2 * 2)
    for (index, text) in filled.enumerated() {
      var place = Int(truncatingIfNeeded: text.hash) & (table.count - 1)
      while table[place] >= 0 { place = (place + 1) & (table.count - 1) }
      table[place] = Int32(index)
    }
    self.table = table
  }

  /// The rows whose text is one of the set, an empty field being the empty text.
  func select(_ slots: UnsafePointer<Slot>, _ rows: Selection) -> Selection {
    if shorts.count == 1, longs.isEmpty, table.isEmpty, !hasEmpty {
      let only = shorts[0]
      return TextSet.select(rows) { only.equals(slots[$0]) }
    }
    return shorts.withUnsafeBufferPointer { shorts in
      if longs.isEmpty, table.isEmpty, !hasEmpty {
        return TextSet.select(rows) { row in
          let slot = slots[row]
          var isFound = false
          for short in shorts { isFound = short.equals(slot) || isFound }
          return isFound
        }
      }
      return TextSet.select(rows) { row in
        let slot = slots[row]
        return slot.kind == .text ? contains(slot.bytes, slot, shorts) : hasEmpty
      }
    }
  }

  @inline(__always)
  private static func select(_ rows: Selection, _ isFound: (Int) -> Bool) -> Selection {
    var found = Selection()
    for word in 0..<4 {
      var bits = rows.words[word]
      var hits: UInt64 = 0
      if bits == ~0 {
        // All rows take part, as for most conditions: no search for the next one.
        for bit in 0..<64 { hits |= (isFound(word &* 64 &+ bit) ? 1 : 0) &<< UInt64(bit) }
        bits = 0
      }
      while bits != 0 {
        let bit = UInt64(truncatingIfNeeded: bits.trailingZeroBitCount)
        let row = word &* 64 &+ Int(truncatingIfNeeded: bit)
        hits |= (isFound(row) ? 1 : 0) &<< bit
        bits &= bits &- 1
      }
      found.words[word] = hits
    }
    return found
  }

  private func contains(
    _ text: Bytes, _ slot: Slot, _ shorts: UnsafeBufferPointer<ShortText>
  ) -> Bool {
    if table.isEmpty {
      for short in shorts where short.equals(slot) { return true }
      for long in longs where long == text { return true }
      return false
    }
    var place = Int(truncatingIfNeeded: text.hash) & (table.count - 1)
    while table[place] >= 0 {
      if texts[Int(table[place])] == text { return true }
      place = (place + 1) & (table.count - 1)
    }
    return false
  }
}

/// A text of 1 to 16 bytes in two words.
struct ShortText: BitwiseCopyable {
  private let low: UInt64
  private let high: UInt64
  private let lowMask: UInt64
  private let highMask: UInt64
  private let count: UInt32

  init(_ text: Bytes) {
    let raw = UnsafeRawPointer(text.start)
    lowMask = ShortText.mask(text.count)
    highMask = ShortText.mask(text.count - 8)
    low = raw.loadUnaligned(as: UInt64.self) & lowMask
    high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & highMask
    count = UInt32(text.count)
  }

  private static func mask(_ count: Int) -> UInt64 {
    count <= 0 ? 0 : count >= 8 ? ~0 : (1 << UInt64(count * 8)) - 1
  }

  /// Whether a text field holds this text; its count is never that of another kind of slot.
  @inline(__always)
  func equals(_ slot: Slot) -> Bool {
    guard slot.count == count else { return false }
    let raw = UnsafeRawPointer(slot.bytes.start)
    return raw.loadUnaligned(as: UInt64.self) & lowMask == low
      && raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & highMask == high
  }
}

extension Int {
  /// The power of two at or above it.
  fileprivate var nextPowerOf2: Int {
    var power = 1
    while power < self { power *= 2 }
    return power
  }
}
