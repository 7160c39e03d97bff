/// A value for each row, or one that stands for all of them.
struct Column {
  let base: UnsafePointer<Value>
  /// Values from one row to the next; 0 when one stands for all.
  let step: Int

  @inline(__always)
  subscript(_ row: Int) -> Value { base[row &* step] }
}
