import StageKit

/// Finds the number of a parameter by its name, packed into one word.
///
/// Cost: a multiplication and mostly one comparison; 4 KB.
final class ParameterIndex {
  /// Names are at most this long, so that name and length share a word.
  static let longestName = 7

  private static let size = 256
  /// Names and their numbers side by side; a free place has the name 0.
  struct Entry: BitwiseCopyable {
    var key: UInt64
    var number: Int
  }

  private let entries: UnsafeMutablePointer<Entry>

  /// An index of the names of a table with at most 128 rows.
  init(_ parameters: [TrackerParameter]) {
    precondition(parameters.count <= ParameterSet.capacity, "the table has too many rows")
    entries = .allocate(capacity: ParameterIndex.size)
    entries.initialize(repeating: Entry(key: 0, number: 0), count: ParameterIndex.size)
    for (number, parameter) in parameters.enumerated() {
      insert(ParameterIndex.key(of: Bytes.constant(parameter.name)), number)
    }
  }

  deinit { entries.deallocate() }

  /// For loops, which then do not come back to the index for each name.
  struct Reader: BitwiseCopyable {
    fileprivate let entries: UnsafePointer<Entry>

    /// The number of a name; nil when it is none of the table.
    @inline(__always)
    func number(of key: UInt64) -> Int? {
      var place = ParameterIndex.place(key)
      while entries[place].key != 0 {
        if entries[place].key == key { return entries[place].number }
        place = (place &+ 1) & (ParameterIndex.size &- 1)
      }
      return nil
    }
  }

  var reader: Reader { Reader(entries: UnsafePointer(entries)) }

  /// The word of a name; 0 for one that is empty or too long.
  static func key(of name: Bytes) -> UInt64 {
    guard name.count <= longestName else { return 0 }
    return key(word: UnsafeRawPointer(name.start).loadUnaligned(as: UInt64.self), name.count)
  }

  /// The word of the first `count` bytes, at most seven, of eight.
  @inline(__always)
  static func key(word: UInt64, _ count: Int) -> UInt64 {
    let bits = UInt64(truncatingIfNeeded: count &* 8)
    return UInt64(littleEndian: word) & ((1 &<< bits) &- 1) | bits &<< 56
  }

  /// The number of a name; nil when it is none of the table.
  func number(of key: UInt64) -> Int? { reader.number(of: key) }

  private func insert(_ key: UInt64, _ number: Int) {
    precondition(key != 0 && self.number(of: key) == nil, "a name is too long or stands twice")
    var place = ParameterIndex.place(key)
    while entries[place].key != 0 { place = (place + 1) & (ParameterIndex.size - 1) }
    entries[place] = Entry(key: key, number: number)
  }

  @inline(__always)
  fileprivate static func place(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) &>> 56)
  }
}
