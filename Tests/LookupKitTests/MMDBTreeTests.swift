import LookupKit
import Testing

@Suite struct MMDBTreeTests {
  static let layouts: [(bits: Int, isV6: Bool)] = [
    (24, false), (28, false), (32, false), (24, true), (28, true), (32, true),
  ]

  /// 1.2.3.0/24, 1.2.3.4/32 inside it, 200.0.0.0/5; the first record stands at offset 0.
  static func small(_ bits: Int, _ isV6: Bool) -> MMDBWriter {
    var writer = MMDBWriter(recordBits: bits, isV6: isV6)
    let net = writer.add(.text("net"))
    let host = writer.add(.text("host"))
    let wide = writer.add(.text("wide"))
    writer.insert(v4: 0x0102_0300, 24, net)
    writer.insert(v4: 0x0102_0304, 32, host)
    writer.insert(v4: 0xc800_0000, 5, wide)
    return writer
  }

  @Test(arguments: layouts)
  func `IPv4 addresses find the narrowest network in all layouts`(
    bits: Int, isV6: Bool
  ) throws {
    let file = TemporaryFile(MMDBTreeTests.small(bits, isV6).bytes)
    let table = try file.openTable()
    let expected: [(UInt32, Reading?)] = [
      (0x0102_0303, .text("net")), (0x0102_0304, .text("host")), (0x0102_0305, .text("net")),
      (0x0102_02ff, nil), (0x0102_0400, nil), (0xc800_0000, .text("wide")),
      (0xcfff_ffff, .text("wide")), (0xd000_0000, nil), (0, nil), (0xffff_ffff, nil),
    ]
    for (address, value) in expected {
      #expect(try table.values(v4: address, [[]])?.first == value, "\(address)")
    }
  }

  @Test func `a record at offset 0 of the data is a record`() throws {
    let file = TemporaryFile(MMDBTreeTests.small(24, false).bytes)
    let table = try file.openTable()
    #expect(try table.record(for: IPKey(v4: 0x0102_0300)) == 0)
  }

  @Test func `an IPv6 address has no record in a database of IPv4`() throws {
    let file = TemporaryFile(MMDBTreeTests.small(28, false).bytes)
    let table = try file.openTable()
    #expect(try table.record(for: IPKey(high: 0, low: 0x0102_0304)) == nil)
  }

  @Test(arguments: [24, 28, 32])
  func `IPv6 addresses and aliases of IPv4 are found`(bits: Int) throws {
    var writer = MMDBTreeTests.small(bits, true)
    let six = writer.add(.text("six"))
    writer.insert(high: 0x2001_0db8_0000_0000, low: 0, 32, six)
    writer.insert(high: 0x2001_0db8_0000_0000, low: 1, 128, writer.add(.text("one")))
    writer.alias(high: 0x2002_0000_0000_0000, low: 0, 16)
    let file = TemporaryFile(writer.bytes)
    let table = try file.openTable()
    let expected: [(UInt64, UInt64, Reading?)] = [
      (0x2001_0db8_0000_0000, 0, .text("six")), (0x2001_0db8_0000_0000, 1, .text("one")),
      (0x2001_0db8_ffff_ffff, ~0, .text("six")), (0x2001_0db9_0000_0000, 0, nil),
      (0x2002_0102_0304_0000, 7, .text("host")), (0, 0x0102_0304, .text("host")), (~0, ~0, nil),
    ]
    for (high, low, value) in expected {
      let record = try table.record(for: IPKey(high: high, low: low))
      #expect(try record.map { try table.values($0, [[]])[0] } == value, "\(high) \(low)")
    }
  }

  @Test func `one record of ::/64 answers all IPv4 addresses`() throws {
    var writer = MMDBWriter(isV6: true)
    writer.insert(high: 0, low: 0, 64, writer.add(.text("all")))
    let file = TemporaryFile(writer.bytes)
    let table = try file.openTable()
    #expect(try table.values(v4: 0x0808_0808, [[]]) == [.text("all")])
  }

  @Test func `networks come in order, IPv4 as IPv4 and aliases once`() throws {
    var writer = MMDBTreeTests.small(24, true)
    writer.insert(high: 0x2001_0db8_0000_0000, low: 0, 32, writer.add(.text("six")))
    writer.alias(high: 0x2002_0000_0000_0000, low: 0, 16)
    let file = TemporaryFile(writer.bytes)
    let table = try file.openTable()
    var found: [String] = []
    try table.forEachNetwork { key, length, _ throws(LookupError) in
      let address = key.isV4 ? key.low : key.high
      found.append("\(key.isV4 ? "4" : "6") \(String(address, radix: 16))/\(length)")
    }
    let inside = ["1020304/32", "1020305/32", "1020306/31", "1020308/29", "1020310/28"]
    let rest = ["1020320/27", "1020340/26", "1020380/25", "c8000000/5"]
    let four = (["1020300/30"] + inside + rest).map { "4 \($0)" }
    #expect(found == four + ["6 20010db800000000/32"])
  }

  @Test func `records that point outside or never end are errors`() throws {
    var writer = MMDBWriter()
    writer.insert(v4: 0, 1, writer.add(.text("x")))
    writer.insert(v4: 0x8000_0000, 2, 100)
    writer.insert(v4: 0xc000_0000, 2, -1)
    let file = TemporaryFile(writer.bytes)
    let table = try file.openTable()
    #expect(try table.values(v4: 0, [[]]) == [.text("x")])
    for address: UInt32 in [0x8000_0000, 0xc000_0000] {
      let said = message { _ = try table.record(for: IPKey(v4: address)) }
      #expect(said == "the search tree points outside the file")
    }
    var bytes = writer.bytes
    bytes.replaceSubrange(0..<6, with: [0, 0, 0, 0, 0, 0])
    file.write(bytes)
    let endless = try file.openTable()
    let said = message { _ = try endless.record(for: IPKey(v4: 1)) }
    #expect(said == "the search tree does not end")
    let networks = message { try endless.forEachNetwork { _, _, _ throws(LookupError) in } }
    #expect(networks == "the search tree does not end")
  }
}
