import LookupKit
import Testing

@Suite struct MMDBDamageTests {
  @Test(arguments: [24, 28, 32], [false, true])
  func `flipped and missing bytes never trap`(bits: Int, isV6: Bool) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed of the flips: \(seed)")
    var random = SeededGenerator(seed: seed)
    var writer = MMDBWriter(recordBits: bits, isV6: isV6)
    let city = writer.add(MMDBReadTests.city)
    let other = writer.add(.map([("city", .pointer(city + 6, width: 0)), ("n", .uint32(7))]))
    writer.insert(v4: 0x0102_0300, 24, city)
    writer.insert(v4: 0x8000_0000, 3, other)
    let good = writer.bytes
    let file = TemporaryFile(good)
    let paths: [IPTablePath] = [
      [], ["city", "names", "en"], ["subdivisions", .last, "iso_code"], ["location", "latitude"],
      ["n"], ["traits", "is_anycast"],
    ]
    var opened = 0
    for round in 0..<2_000 {
      var bytes = good
      if round % 4 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      }
      file.write(bytes)
      guard let table = try? file.openTable() else { continue }
      opened += 1
      for address: UInt32 in [0, 0x0102_0304, 0x8000_0001, 0xffff_ffff, random.next32()] {
        _ = try? table.values(v4: address, paths)
      }
      _ = try? table.record(for: IPKey(high: random.next(), low: random.next()))
      try? table.forEachNetwork { _, _, record throws(LookupError) in
        _ = try table.values(record, paths)
      }
    }
    #expect(opened > 200)
  }
}

extension SeededGenerator {
  fileprivate mutating func next32() -> UInt32 { UInt32(truncatingIfNeeded: next()) }
}
