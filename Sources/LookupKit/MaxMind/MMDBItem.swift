/// One value in the data section: its type and where its bytes are.
struct MMDBItem: BitwiseCopyable {
  /// The types of the format by number.
  ///
  /// Source: MaxMind DB file format specification 2.0. 12 and 13 (cache container, end marker) never
  /// stand in a record.
  enum Kind {
    static let extended: UInt8 = 0
    static let pointer: UInt8 = 1
    static let text: UInt8 = 2
    static let double: UInt8 = 3
    static let bytes: UInt8 = 4
    static let uint16: UInt8 = 5
    static let uint32: UInt8 = 6
    static let map: UInt8 = 7
    static let int32: UInt8 = 8
    static let uint64: UInt8 = 9
    static let uint128: UInt8 = 10
    static let list: UInt8 = 11
    static let boolean: UInt8 = 14
    static let float: UInt8 = 15
  }

  let kind: UInt8
  /// Bytes of a plain value, pairs of a map, elements of a list, the truth of a boolean, the target
  /// of a pointer.
  let size: Int
  /// Where the bytes, the first key or the first element begin.
  let body: Int
  /// Where the next value begins; -1 when only a walk over the elements would tell.
  let after: Int
}
