package import EventModel

/// Numbers by key, for keys that are all added before the first is looked for.
///
/// Shape: keys are numbered from 0 in the order in which they were added; their bytes live
/// elsewhere, at least as long as the table.
/// Cost: 16 bytes a key in the index, at most half full; a look-up of a key that is not there reads
/// one or two of its cells and no key.
package final class KeyIndex: @unchecked Sendable {
  // Sendable: whoever makes a table adds all keys before showing it; then it is only read.

  /// The keys by number.
  private let keys: UnsafeMutablePointer<Bytes>
  /// The upper half of a key's hash above its number plus one; 0 is free.
  private let cells: UnsafeMutablePointer<UInt64>
  private let mask: Int
  private let capacity: Int
  package private(set) var count = 0

  /// A table with room for `capacity` keys.
  package init(capacity: Int) {
    self.capacity = capacity
    var size = 16
    while size < capacity * 2 { size *= 2 }
    mask = size - 1
    cells = .allocate(capacity: size)
    cells.initialize(repeating: 0, count: size)
    keys = .allocate(capacity: max(capacity, 1))
  }

  deinit {
    cells.deallocate()
    keys.deallocate()
  }

  /// The memory of the table without the bytes of its keys.
  package var byteCount: Int {
    (mask + 1) * MemoryLayout<UInt64>.stride + capacity * MemoryLayout<Bytes>.stride
  }

  /// The number of a key; nil when it was not added.
  package func find(_ key: Bytes) -> Int? {
    let hash = key.hash
    var place = Int(truncatingIfNeeded: hash) & mask
    while cells[place] != 0 {
      if let number = number(at: place, of: key, hash) { return number }
      place = (place &+ 1) & mask
    }
    return nil
  }

  /// The number of a key, which is added unless it is there.
  package func insert(_ key: Bytes) -> Int {
    let hash = key.hash
    var place = Int(truncatingIfNeeded: hash) & mask
    while cells[place] != 0 {
      if let number = number(at: place, of: key, hash) { return number }
      place = (place &+ 1) & mask
    }
    precondition(count < capacity, "more keys than the table was made for")
    (keys + count).initialize(to: key)
    count += 1
    cells[place] = hash & KeyIndex.upper | UInt64(count)
    return count - 1
  }

  private static let upper: UInt64 = 0xffff_ffff_0000_0000

  /// The number in a cell when it is that of `key`.
  @inline(__always)
  private func number(at place: Int, of key: Bytes, _ hash: UInt64) -> Int? {
    let cell = cells[place]
    guard (cell ^ hash) & KeyIndex.upper == 0 else { return nil }
    let number = Int(cell & ~KeyIndex.upper) &- 1
    return keys[number] == key ? number : nil
  }
}
