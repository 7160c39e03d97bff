import Synchronization

/// Where the first bits of addresses lead: 16 bits from the begin on, 24 of IPv4 once so many were
/// asked for that a `MMDBTopTable` pays.
///
/// Cost: 512 KiB at first. A way of 16 bits goes on through 5 to 8 nodes in as many lines of memory.
final class MMDBWays: @unchecked Sendable {
  // Sendable: `records` are written in `init` only; the table is shown when it is complete.

  /// Addresses of IPv4 after which the table is made: it takes as long as 500,000 look-ups save, so
  /// that short runs do without, and long ones pay twice what they must at most.
  static let askedLimit = 500_000

  private let tree: MMDBTree
  private let records: UnsafeMutablePointer<UInt32>
  private let records6: UnsafeMutablePointer<UInt32>
  private let asked = Atomic<Int>(0)
  private let table = Atomic<UnsafeMutablePointer<MMDBTopTable>?>(nil)
  private let isMade = Mutex(false)

  init(of tree: MMDBTree) {
    self.tree = tree
    records = MMDBTopTable.records(of: tree, from: tree.firstOfV4)
    records6 = MMDBTopTable.records(of: tree, from: tree.walk(from: 0, 1 << 61, 3))
  }

  deinit {
    records.deallocate()
    records6.deallocate()
    guard let table = table.load(ordering: .acquiring) else { return }
    table.pointee.deallocate()
    table.deallocate()
  }

  var byteCount: Int {
    8 << MMDBTopTable.bits + (table.load(ordering: .acquiring)?.pointee.byteCount ?? 0)
  }

  /// Whether the table was made.
  var hasTable: Bool { table.load(ordering: .acquiring) != nil }

  /// The record that ends the way of an IPv4 address.
  @inline(__always)
  func end(v4 address: UInt32) -> UInt32 {
    if let table = table.load(ordering: .acquiring) { return table.pointee.end(v4: address, tree) }
    note(1)
    return tree.walk(from: begin(v4: address), UInt64(address) &<< 48, 16)
  }

  /// The record that ends the way of an IPv6 address.
  @inline(__always)
  func end(high: UInt64, low: UInt64) -> UInt32 {
    // 2000::/3, where all addresses are that are given out.
    guard high &>> 61 == 1 else {
      return tree.walk(from: tree.walk(from: 0, high, 64), low, 64)
    }
    let begin = records6[Int(truncatingIfNeeded: high &>> 45) & 0xffff]
    return tree.walk(from: tree.walk(from: begin, high &<< 19, 45), low, 64)
  }

  /// The record behind the first 16 bits.
  @inline(__always)
  func begin(v4 address: UInt32) -> UInt32 { records[Int(address &>> 16)] }

  /// Counts addresses that were asked for; some may get lost between threads.
  @inline(__always)
  func note(_ count: Int) {
    let before = asked.load(ordering: .relaxed)
    asked.store(before &+ count, ordering: .relaxed)
    if before >= MMDBWays.askedLimit { makeTable() }
  }

  /// Makes the table, unless another thread does already.
  @inline(never)
  func makeTable() {
    _ = isMade.withLockIfAvailable { isMade in
      if isMade { return }
      let made = UnsafeMutablePointer<MMDBTopTable>.allocate(capacity: 1)
      made.initialize(to: MMDBTopTable(of: tree))
      table.store(made, ordering: .releasing)
      isMade = true
    }
  }
}

extension MMDBTree {
  /// Where IPv4 addresses begin: under ::/96 of a tree of IPv6.
  var firstOfV4: UInt32 { isV6 ? walk(from: walk(from: 0, 0, 64), 0, 32) : 0 }
}
