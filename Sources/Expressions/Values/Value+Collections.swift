import EventModel

/// A list or map has no place of its own when it is empty; this one is never read.
private let nowhere: UInt64 = 16

extension Value {
  static let emptyList = Value(bits: nowhere, count: 0, kind: .list)
  static let emptyMap = Value(bits: nowhere, count: 0, kind: .map)

  static func list(_ elements: UnsafePointer<Value>, _ count: Int) -> Value {
    count == 0
      ? emptyList
      : Value(
        bits: UInt64(UInt(bitPattern: elements)), count: UInt32(truncatingIfNeeded: count),
        kind: .list)
  }

  /// A map from pairs: each key with its value behind it.
  static func map(_ pairs: UnsafePointer<Value>, _ count: Int) -> Value {
    count == 0
      ? emptyMap
      : Value(
        bits: UInt64(UInt(bitPattern: pairs)), count: UInt32(truncatingIfNeeded: count),
        kind: .map)
  }

  /// The elements of a list, the pairs of a map.
  var elements: UnsafePointer<Value> {
    UnsafePointer(bitPattern: UInt(bits)).unsafelyUnwrapped
  }

  /// The value of a key of this map; nil when there is none. The last of equal keys wins.
  func member(_ key: Value) -> Value? {
    var i = Int(count)
    while i > 0 {
      i -= 1
      if elements[2 * i].equals(key) { return elements[2 * i + 1] }
    }
    return nil
  }
}
