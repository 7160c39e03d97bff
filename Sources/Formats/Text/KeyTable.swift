import StageKit

/// Finds the names that were known when it was made, by their bytes.
///
/// Shape: a name belongs to a parent, so that one table holds the keys of nested objects too.
/// Cost: open addressing, at most a quarter full: one comparison of bytes for a name that is there.
final class KeyTable {
  private struct Entry: BitwiseCopyable {
    let key: Bytes
    let parent: Int32
    /// The number of the name; -1 in free places.
    let number: Int32
  }

  private let entries: UnsafeMutablePointer<Entry>
  private let mask: Int

  /// Names get the numbers of their places in the list; of equal ones the first is found.
  init(_ names: [(parent: Int, key: String)]) {
    var size = 16
    while size < names.count * 4 { size *= 2 }
    mask = size - 1
    entries = .allocate(capacity: size)
    entries.initialize(
      repeating: Entry(key: Bytes.empty, parent: 0, number: -1), count: size)
    for (number, name) in names.enumerated() {
      let entry = Entry(
        key: Bytes.constant(name.key), parent: Int32(name.parent), number: Int32(number))
      var at = KeyTable.hash(entry.key, name.parent) & mask
      while entries[at].number >= 0 { at = (at + 1) & mask }
      entries[at] = entry
    }
  }

  deinit { entries.deallocate() }

  /// The number of a name; -1 when it is not there.
  func find(_ key: Bytes, in parent: Int = 0) -> Int {
    var at = KeyTable.hash(key, parent) & mask
    while entries[at].number >= 0 {
      if Int(entries[at].parent) == parent, entries[at].key == key {
        return Int(entries[at].number)
      }
      at = (at &+ 1) & mask
    }
    return -1
  }

  @inline(__always)
  private static func hash(_ key: Bytes, _ parent: Int) -> Int {
    Int(truncatingIfNeeded: key.hash) &+ parent &* 0x9e37
  }
}
