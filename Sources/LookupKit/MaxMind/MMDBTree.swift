/// The search tree: nodes of two records, walked bit by bit of an address.
///
/// Shape: a record below `nodeCount` is a node, `nodeCount` says that nothing is known, above it
/// points into the data. The whole tree lies inside the file, so a node needs no check.
struct MMDBTree: BitwiseCopyable {
  let start: UnsafePointer<UInt8>
  let nodeCount: UInt32
  let recordBits: UInt8
  /// Whether it is a tree of 128 bits.
  let isV6: Bool

  /// Zero bytes between tree and data.
  static let separatorSize = 16

  /// The bytes of a tree.
  static func size(nodeCount: UInt32, recordBits: UInt8) -> Int {
    Int(nodeCount) * Int(recordBits) / 4
  }

  /// Follows the highest `count` bits of `bits` from `node` on, until a record is no node.
  @inline(__always)
  func walk(from node: UInt32, _ bits: UInt64, _ count: Int) -> UInt32 {
    switch recordBits {
    case 24: walk(from: node, bits, count, width: 24)
    case 28: walk(from: node, bits, count, width: 28)
    default: walk(from: node, bits, count, width: 32)
    }
  }

  @inline(__always)
  private func walk(from node: UInt32, _ bits: UInt64, _ count: Int, width: UInt8) -> UInt32 {
    var node = node
    var bits = bits
    var left = count
    while left > 0, node < nodeCount {
      node = child(of: node, Int(bits &>> 63), width: width)
      bits &<<= 1
      left &-= 1
    }
    return node
  }

  /// The left (0) or right (1) record of a node.
  @inline(__always)
  func child(of node: UInt32, _ side: Int) -> UInt32 {
    child(of: node, side, width: recordBits)
  }

  /// Source: the three layouts of nodes in the specification. Loads of 4 bytes may reach into the
  /// separator, never behind it.
  @inline(__always)
  private func child(of node: UInt32, _ side: Int, width: UInt8) -> UInt32 {
    let place = start + Int(node) &* (Int(width) / 4)
    switch width {
    case 24: return word(place + side &* 3) &>> 8
    case 32: return word(place + side &* 4)
    default:
      // No branch: which side an address takes cannot be foretold.
      let word = word(place + side &* 3)
      let left = (word &>> 8) | ((word & 0xf0) &<< 20)
      let right = word & 0x0fff_ffff
      return left ^ ((left ^ right) & (0 &- UInt32(truncatingIfNeeded: side)))
    }
  }

  @inline(__always)
  private func word(_ place: UnsafePointer<UInt8>) -> UInt32 {
    UnsafeRawPointer(place).loadUnaligned(as: UInt32.self).bigEndian
  }
}
