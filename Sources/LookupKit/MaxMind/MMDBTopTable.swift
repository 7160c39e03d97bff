/// Where the first 24 bits of an IPv4 address lead, and bits 3 to 18 of an IPv6 one: saves the walk
/// through the crowded top of the tree.
///
/// Shape: for the first 16 bits a record each, or, where there are nodes, a chunk of 256 runs.
/// Cost: 512 KiB; 64 bytes for each chunk and 4 to 8 for each run of equal /24 networks: 11 MB for a
/// GeoLite2-City of 57 MB, at most 21 MiB. An address reads three lines of memory instead of eight.
struct MMDBTopTable: BitwiseCopyable {
  static let bits = 16
  /// Runs at most; chunks beyond begin where the first 16 bits end. A GeoLite2-City has 1.8 million.
  static let leafLimit = 4 * 1024 * 1024

  let byteCount: Int
  private let nodeCount: UInt32
  /// Below `nodeCount` the number of a chunk.
  private let records: UnsafeMutablePointer<UInt32>
  private let chunks: UnsafeMutableRawPointer
  private let leaves: UnsafeMutablePointer<UInt32>
  private let records6: UnsafeMutablePointer<UInt32>

  /// The caller calls `deallocate`.
  init(of tree: MMDBTree, leafLimit: Int = MMDBTopTable.leafLimit) {
    nodeCount = tree.nodeCount
    records = MMDBTopTable.records(of: tree, from: tree.firstOfV4)
    records6 = MMDBTopTable.records(of: tree, from: tree.walk(from: 0, 1 << 61, 3))
    let made = MMDBChunks(tree, records, leafLimit: leafLimit)
    (chunks, leaves) = (made.chunks, made.leaves)
    byteCount = 8 << MMDBTopTable.bits + made.byteCount
  }

  func deallocate() {
    records.deallocate()
    records6.deallocate()
    chunks.deallocate()
    leaves.deallocate()
  }

  /// The record that ends the way of an IPv4 address.
  @inline(__always)
  func end(v4 address: UInt32, _ tree: MMDBTree) -> UInt32 {
    let begin = records[Int(address &>> 16)]
    guard begin < nodeCount else { return begin }
    let chunk = MMDBChunk(chunks, Int(begin))
    let leaf = leaves[chunk.place(of: Int(address &>> 8) & 255)]
    guard leaf < nodeCount else { return leaf }
    let left = chunk.bitsLeft
    return tree.walk(from: leaf, UInt64(address) &<< UInt64(truncatingIfNeeded: 64 &- left), left)
  }

  /// The record that ends the way of an IPv6 address.
  @inline(__always)
  func end(high: UInt64, low: UInt64, _ tree: MMDBTree) -> UInt32 {
    // 2000::/3, where all addresses are that are given out.
    guard high &>> 61 == 1 else {
      return tree.walk(from: tree.walk(from: 0, high, 64), low, 64)
    }
    let begin = records6[Int(truncatingIfNeeded: high &>> 45) & 0xffff]
    return tree.walk(from: tree.walk(from: begin, high &<< 19, 45), low, 64)
  }

  /// Where each of the first 16 bits below a record lead; the caller deallocates them.
  ///
  /// Cost: two records read for each way of at most 15 bits that ends at a node.
  static func records(
    of tree: MMDBTree, from start: UInt32
  ) -> UnsafeMutablePointer<UInt32> {
    let records = UnsafeMutablePointer<UInt32>.allocate(capacity: 1 << bits)
    records.initialize(to: start)
    // Bit by bit, from the last way on: its two ways stand behind all that are still to come.
    for bit in 0..<bits {
      var way = 1 << bit
      while way > 0 {
        way &-= 1
        let record = records[way]
        let isNode = record < tree.nodeCount
        records[way &* 2] = isNode ? tree.child(of: record, 0) : record
        records[way &* 2 &+ 1] = isNode ? tree.child(of: record, 1) : record
      }
    }
    return records
  }
}
