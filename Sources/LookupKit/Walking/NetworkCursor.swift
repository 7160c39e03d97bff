/// Goes over the networks of a database that have a record, in the order of addresses.
///
/// Shape: IPv4 under ::/96. A subtree that hangs in several places (6to4 and other aliases of IPv4)
/// comes once, at its first place. Neighbours with the same record come apart, as the tree has them.
/// Cost: each node once, a byte of memory a node.
public struct NetworkCursor {
  /// A network and the number of its record.
  public struct Network: Sendable, Equatable {
    /// The addresses of the network, IPv4 under ::/96.
    public let range: AddressRange
    public let record: UInt32
  }

  private let table: MMDBTable
  private var waiting: [(child: UInt32, first: UInt128, depth: Int)]
  private var seen: [Bool]

  /// Makes a cursor at the first network of a table.
  public init(_ table: MMDBTable) {
    self.table = table
    seen = Array(repeating: false, count: Int(table.tree.nodeCount))
    waiting = [(0, 0, table.tree.isV6 ? 0 : 96)]
  }

  /// The next network; nil behind the last.
  ///
  /// Errors: the tree is damaged.
  public mutating func next() throws(LookupError) -> Network? {
    while let (child, first, depth) = waiting.popLast() {
      if child == table.tree.nodeCount { continue }
      guard child < table.tree.nodeCount else {
        let range = AddressRange(network: first, length: depth)
        return Network(range: range, record: try table.checkedOffset(of: child))
      }
      guard depth < 128 else { throw table.damaged(.treeIsEndless) }
      if seen[Int(child)] { continue }
      seen[Int(child)] = true
      let step = UInt128(1) << UInt128(127 - depth)
      waiting.append((table.tree.child(of: child, 1), first | step, depth + 1))
      waiting.append((table.tree.child(of: child, 0), first, depth + 1))
    }
    return nil
  }
}
