extension MMDBTable {
  /// Calls `body` for every network that has a record: its first address, the length of its prefix
  /// and the number of the record; for exports, comparisons and checks of a whole file.
  ///
  /// Shape: in the order of addresses. Networks under ::/96 come as IPv4. A subtree that hangs in
  /// several places (6to4 and other aliases of IPv4) comes once, at its first place.
  /// Errors: the tree is damaged, or `body` threw.
  /// Cost: each node once; a bit of memory a node.
  public func forEachNetwork(
    _ body: (IPKey, Int, UInt32) throws(LookupError) -> Void
  ) throws(LookupError) {
    var seen = [UInt64](repeating: 0, count: Int(tree.nodeCount) / 64 + 1)
    try visit(0, high: 0, low: 0, depth: 0, &seen, body)
  }

  /// Recursion is as deep as an address has bits; no node twice, so a damaged tree ends too.
  private func visit(
    _ node: UInt32, high: UInt64, low: UInt64, depth: Int, _ seen: inout [UInt64],
    _ body: (IPKey, Int, UInt32) throws(LookupError) -> Void
  ) throws(LookupError) {
    let bit = UInt64(1) << UInt64(node & 63)
    guard seen[Int(node >> 6)] & bit == 0 else { return }
    seen[Int(node >> 6)] |= bit
    for side in 0..<2 {
      let record = tree.child(of: node, side)
      if record == tree.nodeCount { continue }
      let isHigh = tree.isV6 && depth < 64
      let place = tree.isV6 ? 63 - (depth & 63) : 31 - depth
      let step = UInt64(side) << UInt64(place)
      let (nextHigh, nextLow) = (high | (isHigh ? step : 0), low | (isHigh ? 0 : step))
      if record > tree.nodeCount {
        let (key, length) = network(high: nextHigh, low: nextLow, length: depth + 1)
        try body(key, length, checkedOffset(of: record))
      } else if depth + 1 < (tree.isV6 ? 128 : 32) {
        try visit(record, high: nextHigh, low: nextLow, depth: depth + 1, &seen, body)
      } else {
        throw LookupError(MMDBDamage.treeIsEndless.text)
      }
    }
  }

  private func network(high: UInt64, low: UInt64, length: Int) -> (IPKey, Int) {
    guard tree.isV6 else { return (IPKey(high: 0, low: low, isV4: true), length) }
    guard length >= 96, high == 0, low >> 32 == 0 else {
      return (IPKey(high: high, low: low), length)
    }
    return (IPKey(high: 0, low: low, isV4: true), length - 96)
  }
}
