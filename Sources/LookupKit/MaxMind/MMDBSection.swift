import EventModel

/// A data section, or the metadata: values that are read by their offset.
///
/// Shape: what an item of a plain type says lies inside the section; `Bytes.slack` readable bytes
/// behind the end let headers be read before the check.
struct MMDBSection: BitwiseCopyable {
  let start: UnsafePointer<UInt8>
  let count: Int

  /// The value at `offset`, as it stands there: a pointer is given as a pointer.
  @inline(__always)
  func header(at offset: Int) throws(MMDBDamage) -> MMDBItem {
    guard offset < count else { throw .valueIsCut }
    let control = start[offset]
    if control &>> 5 == MMDBItem.Kind.pointer { return try pointer(control, at: offset) }
    var kind = control &>> 5
    var next = offset &+ 1
    if kind == MMDBItem.Kind.extended {
      guard start[next] > 0, start[next] < 9 else { throw .unknownType }
      kind = start[next] &+ 7
      next &+= 1
    }
    var size = Int(control & 31)
    if size > 28 {
      let digits = size &- 28
      size = (digits == 1 ? 29 : digits == 2 ? 285 : 65_821) &+ Int(number(next, digits))
      next &+= digits
    }
    return try item(kind, size: size, body: next)
  }

  /// The value at `offset`, a pointer followed; `after` is then behind the pointer.
  @inline(__always)
  func item(at offset: Int) throws(MMDBDamage) -> MMDBItem {
    let found = try header(at: offset)
    guard found.kind == MMDBItem.Kind.pointer else { return found }
    guard found.size < count else { throw .pointerLeadsOutside }
    let target = try header(at: found.size)
    guard target.kind != MMDBItem.Kind.pointer else { throw .pointerToPointer }
    return MMDBItem(kind: target.kind, size: target.size, body: target.body, after: found.after)
  }

  /// The offset behind `items` values from `offset` on; pointers are not followed.
  ///
  /// Cost: no recursion, each byte once, so no nesting can hurt.
  func skip(_ items: Int, from offset: Int) throws(MMDBDamage) -> Int {
    var left = items
    var offset = offset
    while left > 0 {
      left &-= 1
      let item = try header(at: offset)
      if item.after >= 0 {
        offset = item.after
      } else {
        // A count has 24 bits and takes a byte at least: no file is long enough to overflow this.
        left &+= item.kind == MMDBItem.Kind.map ? item.size &* 2 : item.size
        offset = item.body
      }
    }
    return offset
  }

  /// `digits` bytes, at most 8, as a number with the highest byte first.
  @inline(__always)
  func number(_ offset: Int, _ digits: Int) -> UInt64 {
    guard digits > 0 else { return 0 }
    let word = UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self).bigEndian
    return word &>> UInt64(truncatingIfNeeded: 64 &- digits &* 8)
  }

  /// Source: the four widths of pointers and what is added to them, from the specification.
  @inline(__always)
  private func pointer(_ control: UInt8, at offset: Int) throws(MMDBDamage) -> MMDBItem {
    let width = Int(control &>> 3 & 3)
    let body = offset &+ 1
    guard body &+ width &+ 1 <= count else { throw .valueIsCut }
    let low = Int(number(body, width &+ 1))
    let high = width == 3 ? 0 : Int(control & 7) &<< (8 &* (width &+ 1))
    let base = width == 1 ? 2_048 : width == 2 ? 526_336 : 0
    return MMDBItem(
      kind: MMDBItem.Kind.pointer, size: high &+ low &+ base, body: body,
      after: body &+ width &+ 1)
  }

  @inline(__always)
  private func item(_ kind: UInt8, size: Int, body: Int) throws(MMDBDamage) -> MMDBItem {
    switch kind {
    case MMDBItem.Kind.map, MMDBItem.Kind.list:
      guard body <= count else { throw .valueIsCut }
      return MMDBItem(kind: kind, size: size, body: body, after: size == 0 ? body : -1)
    case MMDBItem.Kind.boolean:
      guard body <= count, size < 2 else { throw body <= count ? .wrongSize : .valueIsCut }
      return MMDBItem(kind: kind, size: size, body: body, after: body)
    case 12, 13:
      throw .unknownType
    default:
      guard body &+ size <= count else { throw .valueIsCut }
      return MMDBItem(kind: kind, size: size, body: body, after: body &+ size)
    }
  }
}
