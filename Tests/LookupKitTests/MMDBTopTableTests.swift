import EventModel
import Testing

@testable import LookupKit

@Suite struct MMDBTopTableTests {
  /// The way through the tree alone, bit by bit.
  private func plainEnd(_ tree: MMDBTree, _ key: IPKey) -> UInt32 {
    let (high, low) = (key.high, key.low)
    if key.isV4, !tree.isV6 { return tree.walk(from: 0, low << 32, 32) }
    return tree.walk(from: tree.walk(from: 0, high, 64), low, 64)
  }

  private func compare(_ tree: MMDBTree, _ top: MMDBTopTable, _ keys: [IPKey]) {
    for key in keys {
      let end =
        key.isV4
        ? top.end(v4: UInt32(key.low), tree) : top.end(high: key.high, low: key.low, tree)
      #expect(end == plainEnd(tree, key), "\(key)")
    }
  }

  private func networks(_ writer: inout MMDBWriter, _ random: inout SeededGenerator) -> [IPKey] {
    var keys: [IPKey] = []
    // Few first bytes, so that networks lie within each other.
    for number in 0..<300 {
      let offset = number % 3 == 0 ? writer.add(.uint32(UInt32(number + 1))) : 0
      let bits = random.next()
      let address = UInt32(truncatingIfNeeded: bits & 0x0303_ffff)
      writer.insert(v4: address, Int.random(in: 6...32, using: &random), offset)
      keys.append(IPKey(v4: address))
      guard writer.isV6 else { continue }
      let high = bits & 0x0000_3000_ff00_ffff | (number % 5 == 0 ? 0 : 0x2000_0000_0000_0000)
      writer.insert(high: high, low: 0, Int.random(in: 2...70, using: &random), offset)
      keys.append(IPKey(high: high, low: bits))
    }
    return keys
      + (0..<500).map { _ in
        let bits = random.next()
        return bits & 1 == 0
          ? IPKey(v4: UInt32(truncatingIfNeeded: bits >> 20)) : IPKey(high: bits >> 2, low: bits)
      }
  }

  @Test(arguments: [24, 28, 32], [false, true])
  func `the table leads where the tree leads`(bits: Int, isV6: Bool) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed of the networks: \(seed)")
    var random = SeededGenerator(seed: seed)
    var writer = MMDBWriter(recordBits: bits, isV6: isV6)
    _ = writer.add(.text("at 0"))
    var keys = networks(&writer, &random)
    if !isV6 { keys.removeAll { !$0.isV4 } }
    let table = try TemporaryFile(writer.bytes).openTable()
    defer { withExtendedLifetime(table) {} }
    let tree = table.tree
    // Room for all runs, for some, for none.
    for limit in [MMDBTopTable.leafLimit, 600, 0] {
      let top = MMDBTopTable(of: tree, leafLimit: limit)
      compare(tree, top, keys)
      top.deallocate()
    }
  }

  @Test(arguments: [24, 28, 32], [false, true])
  func `many addresses together find what each finds alone`(bits: Int, isV6: Bool) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed of the networks: \(seed)")
    var random = SeededGenerator(seed: seed)
    var writer = MMDBWriter(recordBits: bits, isV6: isV6)
    _ = writer.add(.text("at 0"))
    let keys = networks(&writer, &random)
    let table = try TemporaryFile(writer.bytes).openTable()
    let room = UnsafeMutablePointer<UInt32>.allocate(capacity: Selection.capacity)
    defer { room.deallocate() }
    for hasTable in [false, true] {
      if hasTable { table.ways.makeTable() }
      #expect(table.ways.hasTable == hasTable)
      for start in stride(from: 0, to: keys.count, by: 200) {
        let some = Array(keys[start..<min(start + 200, keys.count)])
        var rows = Selection(first: some.count)
        rows.remove(7)
        table.records(for: some, rows, into: room)
        for row in some.indices where rows.contains(row) {
          let alone = try table.record(for: some[row]) ?? IPRecord.none
          #expect(room[row] == alone, "\(some[row])")
        }
      }
    }
  }

  @Test func `a long run makes its own table`() throws {
    var writer = MMDBWriter()
    writer.insert(v4: 0x0102_0000, 24, writer.add(.text("here")))
    let table = try TemporaryFile(writer.bytes).openTable()
    let before = table.description.byteCount
    for _ in 0...MMDBWays.askedLimit { _ = try table.record(for: IPKey(v4: 0x0102_0003)) }
    #expect(table.ways.hasTable)
    #expect(table.description.byteCount > before)
  }

  @Test func `a chunk can have 256 runs`() throws {
    var writer = MMDBWriter()
    let offsets = [writer.add(.text("even")), writer.add(.text("odd"))]
    for third in 0..<UInt32(256) {
      writer.insert(v4: 0x0102_0000 | third << 8, 24, offsets[Int(third & 1)])
    }
    let table = try TemporaryFile(writer.bytes).openTable()
    for third in 0..<UInt32(256) {
      #expect(
        try table.record(for: IPKey(v4: 0x0102_00ff | third << 8))
          == UInt32(offsets[Int(third & 1)]))
    }
  }

  @Test func `networks that share their nodes share a chunk`() throws {
    var bytes = MMDBTreeTests.small(24, false).bytes
    // The root leads to itself on both sides: 65,536 ways to one node.
    bytes.replaceSubrange(0..<6, with: [0, 0, 0, 0, 0, 0])
    let table = try TemporaryFile(bytes).openTable()
    let tables = bytes.count + 2 * 8 * 65_536
    table.ways.makeTable()
    #expect(table.description.byteCount == tables + MMDBChunk.size + 4_096)
    #expect(message { _ = try table.record(for: IPKey(v4: 7)) } == "the search tree does not end")
  }
}
