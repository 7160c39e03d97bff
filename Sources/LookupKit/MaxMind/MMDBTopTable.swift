/// Where the first 16 bits of an IPv4 address lead: saves the walk through the crowded top.
///
/// Cost: 256 KiB a version; filled by going down the tree once, about 131,000 nodes at most.
struct MMDBTopTable: BitwiseCopyable {
  static let bits = 16
  static let byteCount = 4 << bits
  let records: UnsafeMutablePointer<UInt32>

  /// The caller deallocates `records`.
  init(of tree: MMDBTree) {
    records = .allocate(capacity: 1 << MMDBTopTable.bits)
    // IPv4 addresses live under ::/96 of a tree of IPv6.
    var start: UInt32 = 0
    if tree.isV6 {
      start = tree.walk(from: 0, 0, 64)
      start = tree.walk(from: start, 0, 32)
    }
    fill(tree, start, from: 0, count: 1 << MMDBTopTable.bits)
  }

  /// Recursion is as deep as the table has bits.
  private func fill(_ tree: MMDBTree, _ record: UInt32, from first: Int, count: Int) {
    guard count > 1, record < tree.nodeCount else {
      (records + first).initialize(repeating: record, count: count)
      return
    }
    let half = count / 2
    fill(tree, tree.child(of: record, 0), from: first, count: half)
    fill(tree, tree.child(of: record, 1), from: first + half, count: half)
  }
}
