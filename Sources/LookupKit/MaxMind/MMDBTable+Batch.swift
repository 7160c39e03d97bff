import CKernels
public import EventModel

extension MMDBTable {
  /// Shape: the ways of all addresses are gone bit by bit together, so that their waits for memory
  /// overlap.
  public func records(
    for keys: UnsafePointer<IPKey>, _ rows: Selection, into found: UnsafeMutablePointer<UInt32>
  ) {
    var left = rows
    var under = Selection()
    rows.forEach { row in
      guard keys[row].isV4, !ways.hasTable else { return }
      let node = ways.begin(v4: UInt32(truncatingIfNeeded: keys[row].low))
      found[row] = node
      left.remove(row)
      under.insert(row)
      tree.fetch(node)
    }
    walk(keys, under, found)
    ways.note(under.count)
    under.forEach { found[$0] = number(ofEnd: found[$0]) }
    left.forEach { found[$0] = number(of: keys[$0]) }
  }

  /// Goes 16 bits down from the nodes in `found`.
  private func walk(
    _ keys: UnsafePointer<IPKey>, _ rows: Selection, _ found: UnsafeMutablePointer<UInt32>
  ) {
    var walking = rows
    var bit: UInt64 = 16
    while bit > 0, !walking.isEmpty {
      bit &-= 1
      walking.forEach { row in
        let node = found[row]
        guard node < tree.nodeCount else { return walking.remove(row) }
        let next = tree.child(of: node, Int((keys[row].low &>> bit) & 1))
        found[row] = next
        tree.fetch(next)
      }
    }
  }

  private func number(ofEnd end: UInt32) -> UInt32 {
    if end == tree.nodeCount { return IPRecord.none }
    guard let offset = try? offset(of: end) else { return IPRecord.failed }
    return UInt32(truncatingIfNeeded: offset)
  }

  private func number(of key: IPKey) -> UInt32 {
    do throws(MMDBDamage) { return try find(key) ?? IPRecord.none } catch {
      return IPRecord.failed
    }
  }
}

extension MMDBTree {
  /// Fetches a node into the processor's cache; what is no node is not looked at.
  @inline(__always)
  func fetch(_ node: UInt32) { ck_fetch(start + Int(node) &* (Int(recordBits) / 4)) }
}
