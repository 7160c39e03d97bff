import CKernels
import StageKit

/// Finds the number of a parameter by its name, which stands with its `=` in one word.
///
/// Cost: a multiplication and mostly one comparison; 4 KB.
final class ParameterIndex {
  /// Names are at most this long, so that name and `=` share a word.
  static let longestName = 7

  /// For loops over the names of a query.
  let names: UnsafeMutablePointer<ck_name>

  /// An index of the names of a table with at most 128 rows; `number` gives the number of a row.
  init(_ parameters: [TrackerParameter], number: (Int) -> Int = { $0 }) {
    precondition(parameters.count <= ParameterSet.capacity, "the table has too many rows")
    names = .allocate(capacity: Int(CK_NAMES))
    names.initialize(repeating: ck_name(key: 0, number: 0), count: Int(CK_NAMES))
    for (row, parameter) in parameters.enumerated() {
      insert(ParameterIndex.key(of: Bytes.constant(parameter.name)), number(row))
    }
  }

  deinit { names.deallocate() }

  /// The word of a name; 0, which no name has, for one that is too long.
  static func key(of name: Bytes) -> UInt64 {
    guard name.count <= longestName else { return 0 }
    let bits = UInt64(truncatingIfNeeded: name.count &* 8)
    return ck_word(name.start) & ((1 &<< bits) &- 1) | 61 &<< bits
  }

  /// The number of a name; nil when it is none of the table.
  func number(of key: UInt64) -> Int? {
    var place = ck_name_place(key)
    while names[place].key != 0 {
      if names[place].key == key { return Int(names[place].number) }
      place = (place + 1) % Int(CK_NAMES)
    }
    return nil
  }

  private func insert(_ key: UInt64, _ number: Int) {
    precondition(key != 0 && self.number(of: key) == nil, "a name is too long or stands twice")
    var place = ck_name_place(key)
    while names[place].key != 0 { place = (place + 1) % Int(CK_NAMES) }
    names[place] = ck_name(key: key, number: UInt64(number))
  }
}
