private import CKernels

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Reads every value that records lead to, each once.
///
/// Cost: a bit of memory for each byte of the data; time for at most `depthLimit` readings of each
/// byte, which only a file made for that comes near.
struct MMDBDataCheck: ~Copyable {
  /// Maps and lists within each other at most; as deep as a path may go. Known databases are below 8.
  static let depthLimit = IPTablePath.depthLimit

  private let section: MMDBSection
  /// One bit a byte of the data: a map, list or target of a pointer begins there and is good.
  private let known: UnsafeMutablePointer<UInt64>
  /// Values lie within each other or beside each other, so a byte belongs to at most as many as are
  /// nested, and each of those is read once. What goes beyond overlaps.
  private var stepsLeft: Int

  /// Errors: there is no memory.
  init(_ section: MMDBSection) throws(LookupError) {
    self.section = section
    let words = section.count / 64 + 1
    // Pages that no record of the 128 of an opening leads to are never made.
    guard let zeros = ck_zeroed(words * MemoryLayout<UInt64>.stride) else {
      throw LookupError("there is no memory for the \(words * 8) bytes of its check")
    }
    known = zeros.bindMemory(to: UInt64.self, capacity: words)
    stepsLeft = MMDBDataCheck.depthLimit * (section.count + 1)
  }

  deinit { free(known) }

  /// Reads the record at `offset` whole.
  mutating func check(_ offset: Int) throws(MMDBDamage) {
    if isKnown(offset) { return }
    _ = try value(at: offset, depth: 0)
    mark(offset)
  }

  /// Gives the offset behind the value. Recursion is bounded by `depthLimit`.
  private mutating func value(at offset: Int, depth: Int) throws(MMDBDamage) -> Int {
    let item = try section.header(at: offset)
    if item.kind == MMDBItem.Kind.pointer {
      try follow(item.size, depth: depth)
      try spend(item.after - offset)
      return item.after
    }
    guard item.kind == MMDBItem.Kind.map || item.kind == MMDBItem.Kind.list else {
      _ = try section.slot(item)
      try spend(item.after - offset)
      return item.after
    }
    if isKnown(offset) {
      let end = try section.skip(1, from: offset)
      try spend(end - offset)
      return end
    }
    guard depth < MMDBDataCheck.depthLimit else { throw .tooDeep }
    try spend(item.body - offset)
    var at = item.body
    for _ in 0..<item.size {
      if item.kind == MMDBItem.Kind.map { at = try key(at: at) }
      at = try value(at: at, depth: depth + 1)
    }
    mark(offset)
    return at
  }

  private mutating func follow(_ target: Int, depth: Int) throws(MMDBDamage) {
    guard target < section.count else { throw .pointerLeadsOutside }
    if isKnown(target) { return }
    guard try section.header(at: target).kind != MMDBItem.Kind.pointer else {
      throw .pointerToPointer
    }
    _ = try value(at: target, depth: depth)
    mark(target)
  }

  private mutating func key(at offset: Int) throws(MMDBDamage) -> Int {
    guard try section.item(at: offset).kind == MMDBItem.Kind.text else { throw .keyIsNoText }
    return try value(at: offset, depth: 0)
  }

  private mutating func spend(_ steps: Int) throws(MMDBDamage) {
    stepsLeft -= steps
    if stepsLeft < 0 { throw .valuesOverlap }
  }

  private func isKnown(_ offset: Int) -> Bool {
    known[offset &>> 6] & (1 &<< UInt64(offset & 63)) != 0
  }

  private func mark(_ offset: Int) { known[offset &>> 6] |= 1 &<< UInt64(offset & 63) }
}
