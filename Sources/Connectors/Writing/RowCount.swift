/// Rows by their line ends, counted anew on the bytes that left.
///
/// Shape: a heading comes before all rows, so its line ends are the first ones.
struct RowCount {
  private var headingEnds: UInt64 = 0
  private var ends: UInt64 = 0

  var rows: UInt64 { ends > headingEnds ? ends - headingEnds : 0 }

  mutating func announce(heading: UnsafeRawBufferPointer) { headingEnds += RowCount.ends(heading) }
  mutating func confirm(_ bytes: UnsafeRawBufferPointer) { ends += RowCount.ends(bytes) }
  mutating func confirm(ends more: UInt64) { ends += more }

  static func ends(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var count: UInt64 = 0
    for byte in bytes { count &+= byte == UInt8(ascii: "\n") ? 1 : 0 }
    return count
  }
}
