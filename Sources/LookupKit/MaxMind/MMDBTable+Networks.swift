extension MMDBTable {
  /// Calls `body` for every network that has a record: its first address, the length of its prefix
  /// and the number of the record; for exports, comparisons and checks of a whole file.
  ///
  /// Shape: in the order of addresses. Networks under ::/96 come as IPv4. A subtree that hangs in
  /// several places (6to4 and other aliases of IPv4) comes once, at its first place.
  /// Errors: the tree is damaged, or `body` threw.
  /// Cost: each node once, so a damaged tree ends too; a byte of memory a node.
  public func forEachNetwork(
    _ body: (IPKey, Int, UInt32) throws(LookupError) -> Void
  ) throws(LookupError) {
    try walkNetworks(endless: damaged(.treeIsEndless)) { key, length, record throws(LookupError) in
      try body(key, length, checkedOffset(of: record))
    }
  }

  /// The same with the record as it stands in the tree, which may point anywhere.
  ///
  /// Errors: `endless` for a tree that leads back into itself, or what `body` threw.
  func walkNetworks(
    endless: LookupError, _ body: (IPKey, Int, UInt32) throws(LookupError) -> Void
  ) throws(LookupError) {
    var heights = [UInt8](repeating: NodeState.unseen, count: Int(tree.nodeCount))
    guard try visit(0, high: 0, low: 0, depth: 0, &heights, body) else { throw endless }
  }

  /// What is known of a node: else its height, the bits that addresses below it take at most.
  private enum NodeState {
    static let unseen: UInt8 = 0
    /// On the way to the node that is visited now.
    static let above: UInt8 = 255
  }

  private var addressBits: Int { tree.isV6 ? 128 : 32 }

  /// False when the tree does not end. Recursion is as deep as an address has bits.
  private func visit(
    _ node: UInt32, high: UInt64, low: UInt64, depth: Int, _ heights: inout [UInt8],
    _ body: (IPKey, Int, UInt32) throws(LookupError) -> Void
  ) throws(LookupError) -> Bool {
    let known = heights[Int(node)]
    guard known == NodeState.unseen else {
      // A node above itself has a height that fits nowhere.
      return depth + Int(known) <= addressBits
    }
    guard depth < addressBits else { return false }
    heights[Int(node)] = NodeState.above
    var height: UInt8 = 1
    for side in 0..<2 {
      let record = tree.child(of: node, side)
      if record == tree.nodeCount { continue }
      let isHigh = tree.isV6 && depth < 64
      let step = UInt64(side) << UInt64(tree.isV6 ? 63 - (depth & 63) : 31 - depth)
      let (nextHigh, nextLow) = (high | (isHigh ? step : 0), low | (isHigh ? 0 : step))
      if record > tree.nodeCount {
        let (key, length) = network(high: nextHigh, low: nextLow, length: depth + 1)
        try body(key, length, record)
      } else {
        guard
          try visit(record, high: nextHigh, low: nextLow, depth: depth + 1, &heights, body)
        else { return false }
        height = max(height, heights[Int(record)] + 1)
      }
    }
    heights[Int(node)] = height
    return true
  }

  private func network(high: UInt64, low: UInt64, length: Int) -> (IPKey, Int) {
    guard tree.isV6 else { return (IPKey(high: 0, low: low, isV4: true), length) }
    guard length >= 96, high == 0, low >> 32 == 0 else {
      return (IPKey(high: high, low: low), length)
    }
    return (IPKey(high: 0, low: low, isV4: true), length - 96)
  }
}
