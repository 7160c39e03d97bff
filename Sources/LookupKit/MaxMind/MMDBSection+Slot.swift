import EventModel

extension MMDBSection {
  /// The value of an item as a slot; what a slot cannot hold is empty.
  func slot(_ item: MMDBItem) throws(MMDBDamage) -> Slot {
    switch item.kind {
    case MMDBItem.Kind.text:
      guard item.size > 0 else { return .empty }
      let bytes = Bytes(start + item.body, item.size)
      guard bytes.isUTF8 else { throw .textIsNoUTF8 }
      return .text(bytes)
    case MMDBItem.Kind.double:
      guard item.size == 8 else { throw .wrongSize }
      return .double(Double(bitPattern: number(item.body, 8)))
    case MMDBItem.Kind.float:
      guard item.size == 4 else { throw .wrongSize }
      return .float(Float(bitPattern: UInt32(truncatingIfNeeded: number(item.body, 4))))
    case MMDBItem.Kind.boolean:
      return .boolean(item.size == 1)
    case MMDBItem.Kind.uint16: return try integer(item, digits: 2)
    case MMDBItem.Kind.uint32: return try integer(item, digits: 4)
    case MMDBItem.Kind.uint64: return try integer(item, digits: 8)
    case MMDBItem.Kind.uint128: return try integer(item, digits: 16)
    case MMDBItem.Kind.int32:
      guard item.size <= 4 else { throw .wrongSize }
      let bits = UInt32(truncatingIfNeeded: number(item.body, item.size))
      return .integer(Int64(Int32(bitPattern: bits)))
    default: return .empty
    }
  }

  /// A whole number without sign; empty beyond `Int64`.
  private func integer(_ item: MMDBItem, digits: Int) throws(MMDBDamage) -> Slot {
    guard item.size <= digits else { throw .wrongSize }
    let low = min(item.size, 8)
    if item.size > 8, number(item.body, item.size - 8) != 0 { return .empty }
    let value = number(item.body + item.size - low, low)
    return value <= UInt64(Int64.max) ? .integer(Int64(value)) : .empty
  }
}
