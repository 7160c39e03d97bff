import Testing

@testable import LookupKit

@Suite struct MMDBVerifyTests {
  private func verify(_ writer: MMDBWriter) throws {
    try TemporaryFile(writer.bytes).openTable().verify()
  }

  /// 1.2.3.0/24 has a good record, 9.0.0.0/8 the given bytes at the end of the data.
  private func verify(_ record: MMDBValue, before: [MMDBValue] = []) throws {
    var writer = MMDBWriter(isV6: true)
    for value in before { _ = writer.add(value) }
    writer.insert(v4: 0x0102_0300, 24, writer.add(MMDBReadTests.city))
    writer.insert(v4: 0x0900_0000, 8, writer.add(record))
    try verify(writer)
  }

  @Test(arguments: [24, 28, 32], [false, true])
  func `good files pass`(bits: Int, isV6: Bool) throws {
    var writer = MMDBTreeTests.small(bits, isV6)
    let city = writer.add(MMDBReadTests.city)
    writer.insert(v4: 0x0900_0000, 8, city)
    writer.insert(v4: 0x0a00_0000, 8, writer.add(.map([("again", .pointer(city, width: 3))])))
    if isV6 { writer.alias(high: 0x2002_0000_0000_0000, low: 0, 16) }
    try verify(writer)
  }

  @Test(arguments: [
    (MMDBValue.raw([0x45, 0x61]), "a value is cut off"),
    (.map([("a", .list([.text("x"), .raw([0x00, 0x05])]))]), "a value has an unknown type"),
    (.map([("a", .raw([0x42, 0xc3, 0x28]))]), "a text is not UTF-8"),
    (.raw([0xe1, 0x42, 0xc3, 0x28, 0xa0]), "a text is not UTF-8"),
    (.raw([0xe1, 0xa0, 0xa0]), "a key of a map is not text"),
    (.map([("a", .pointer(500_000, width: 3))]), "a pointer leads outside the data"),
    (
      .list([.double(1), .raw([0x67, 0, 0, 0, 0, 0, 0, 0])]),
      "a value has a size that its type does not allow"
    ),
  ])
  func `damage anywhere in a record is found, and the network is named`(
    record: MMDBValue, expected: String
  ) {
    let said = message { try verify(record) }
    #expect(said == "damaged: at 9.0.0.0/8 \(expected)")
  }

  @Test func `a map that holds itself is no endless walk`() {
    // The list of one pointer that stands at offset 0 points to offset 0.
    let loop = MMDBValue.list([.pointer(0, width: 0)])
    let said = message { try verify(.pointer(0, width: 0), before: [loop]) }
    #expect(said == "damaged: at 9.0.0.0/8 values are nested deeper than 64 levels")
  }

  @Test(arguments: [
    (64, nil), (65, "damaged: at 9.0.0.0/8 values are nested deeper than 64 levels"),
  ])
  func `nesting has a limit`(depth: Int, expected: String?) {
    let deep = (0..<depth).reduce(MMDBValue.text("x")) { inner, _ in .list([inner]) }
    #expect(message { try verify(deep) } == expected)
  }

  @Test func `lists of lists that double each time are read once`() throws {
    // Each of 40 lists holds the one before it twice: 2^40 values for who goes all ways.
    var lists: [MMDBValue] = [.list([.text("x"), .text("y")])]
    var (last, end) = (0, lists[0].encoded.count)
    for _ in 0..<40 {
      lists.append(.list([.pointer(last, width: 3), .pointer(last, width: 3)]))
      (last, end) = (end, end + lists[lists.count - 1].encoded.count)
    }
    try verify(.pointer(last, width: 3), before: lists)
  }

  @Test func `values that overlap over and over are refused`() {
    // Bytes of three that are read from their middle are the head of a list of 284 such bytes.
    let bytes = MMDBValue.raw((0..<2_400).flatMap { _ in [0x83, 0x1d, 0x04, 0xff] as [UInt8] })
    func said(_ lists: Int) -> String? {
      let pointers = (0..<lists).map { MMDBValue.pointer($0 * 4 + 1, width: 3) }
      return message { try verify(.list(pointers), before: [bytes]) }
    }
    #expect(said(500) == nil)
    #expect(said(2_000) == "damaged: at 9.0.0.0/8 values overlap each other many times")
  }

  @Test func `a broken tree is found`() {
    var writer = MMDBWriter()
    writer.insert(v4: 0, 1, writer.add(.text("x")))
    writer.insert(v4: 0xc000_0000, 2, 100)
    let outside = message { try verify(writer) }
    #expect(outside == "damaged: at 192.0.0.0/2 the search tree points outside the file")
    var bytes = MMDBTreeTests.small(24, true).bytes
    bytes.replaceSubrange(0..<6, with: [0, 0, 0, 0, 0, 0])
    let endless = message { try TemporaryFile(bytes).openTable().verify() }
    #expect(endless == "damaged: the search tree does not end")
  }

  @Test func `a check can be stopped`() throws {
    var writer = MMDBWriter()
    let offset = writer.add(.text("x"))
    for number in 0..<UInt32(10_000) { writer.insert(v4: number << 16, 32, offset) }
    var asked = 0
    let table = try TemporaryFile(writer.bytes).openTable()
    let said = message {
      try table.verify {
        asked += 1
        return asked < 2
      }
    }
    #expect(said == "not known to be good: its check was stopped")
    #expect(asked == 2)
    try table.verify { true }
  }

  @Test func `opening reads some records whole`() {
    var writer = MMDBWriter(isV6: true)
    writer.insert(v4: 0x0800_0000, 8, writer.add(.map([("a", .raw([0x42, 0xc3, 0x28]))])))
    let six = writer.add(.raw([0x5f]))
    let file = TemporaryFile(writer.bytes)
    let said = message { _ = try MMDBTable.open(path: file.path) }
    #expect(said == "'\(file.path)' is damaged: at 8.0.0.0 a text is not UTF-8")
    writer = MMDBWriter(isV6: true)
    _ = writer.add(.text("x"))
    writer.insert(high: 0x2400_0000_0000_0000, low: 0, 12, six)
    file.write(writer.bytes)
    let ofSix = message { _ = try MMDBTable.open(path: file.path) }
    #expect(ofSix == "'\(file.path)' is damaged: at 2400:: the search tree points outside the file")
  }
}
