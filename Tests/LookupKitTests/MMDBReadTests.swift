import EventModel
import LookupKit
import Testing

@Suite struct MMDBReadTests {
  /// A table in which every address has the one record.
  static func table(_ value: MMDBValue, before: [MMDBValue] = []) throws -> MMDBTable {
    var writer = MMDBWriter()
    for value in before { _ = writer.add(value) }
    let offset = writer.add(value)
    writer.insert(v4: 0, 1, offset)
    writer.insert(v4: 0x8000_0000, 1, offset)
    return try TemporaryFile(writer.bytes).openTable()
  }

  static let city: MMDBValue = .map([
    ("city", .map([("names", .map([("de", .text("Köln")), ("en", .text("Cologne"))]))])),
    ("continent", .map([("code", .text("EU")), ("geoname_id", .uint32(6_255_148))])),
    ("location", .map([("latitude", .double(50.9)), ("longitude", .double(-6.9))])),
    (
      "subdivisions",
      .list([
        .map([("iso_code", .text("A")), ("names", .map([("en", .text("first"))]))]),
        .map([("iso_code", .text("NW")), ("names", .map([("en", .text("last"))]))]),
      ])
    ),
    ("traits", .map([("is_anycast", .boolean(true))])),
  ])

  @Test func `several paths are read in one pass, each into its slot`() throws {
    let table = try MMDBReadTests.table(MMDBReadTests.city)
    let expected: [(IPTablePath, Reading)] = [
      (["traits", "is_anycast"], .boolean(true)),
      (["subdivisions", .last, "iso_code"], .text("NW")),
      (["subdivisions", 0, "iso_code"], .text("A")),
      (["subdivisions", -2, "names", "en"], .text("first")),
      (["subdivisions", 1, "names", "en"], .text("last")),
      (["subdivisions", 2, "iso_code"], .nothing), (["subdivisions", -3, "iso_code"], .nothing),
      (["subdivisions", "iso_code"], .nothing), (["subdivisions"], .nothing),
      (["city", "names", "en"], .text("Cologne")), (["city", "names", "de"], .text("Köln")),
      (["city", "names", "fr"], .nothing), (["city", 0], .nothing), (["city"], .nothing),
      (["city", "names", "en"], .text("Cologne")),
      (["continent", "geoname_id"], .integer(6_255_148)),
      (["location", "latitude"], .double(50.9)), (["location", "longitude"], .double(-6.9)),
      (["location", "latitude", "x"], .nothing), ([], .nothing),
    ]
    #expect(try table.values(v4: 1, expected.map(\.0)) == expected.map(\.1))
    for (path, value) in expected {
      #expect(try table.values(v4: 1, [path]) == [value], "\(path)")
    }
    #expect(try table.values(v4: 1, []) == [])
  }

  @Test(arguments: [
    (MMDBValue.uint16(65_535), Reading.integer(65_535)), (.uint16(0), .integer(0)),
    (.uint32(.max), .integer(4_294_967_295)), (.int32(-268_435_456), .integer(-268_435_456)),
    (.int32(268_435_456), .integer(268_435_456)), (.int32(128), .integer(128)),
    (.uint64(UInt64(Int64.max)), .integer(.max)), (.uint64(UInt64(Int64.max) + 1), .nothing),
    (.uint128(high: 0, low: 77), .integer(77)), (.uint128(high: 1, low: 0), .nothing),
    (.float(1.1), .float(1.1)), (.double(-0.5), .double(-0.5)), (.boolean(false), .boolean(false)),
    (.bytes([1, 2]), .nothing), (.text(""), .nothing), (.text("☃"), .text("☃")),
    (.text(String(repeating: "a", count: 29)), .text(String(repeating: "a", count: 29))),
    (.text(String(repeating: "b", count: 300)), .text(String(repeating: "b", count: 300))),
    (.text(String(repeating: "c", count: 66_000)), .text(String(repeating: "c", count: 66_000))),
  ])
  func `every type becomes its slot`(value: MMDBValue, expected: Reading) throws {
    #expect(try MMDBReadTests.table(value).values(v4: 1, [[]]) == [expected])
    let nested = try MMDBReadTests.table(.map([("skipped", value), ("wanted", value)]))
    #expect(try nested.values(v4: 1, [["wanted"]]) == [expected])
  }

  @Test(arguments: [(0, 0), (2_000, 0), (2_048, 1), (500_000, 1), (526_336, 2), (600_000, 3)])
  func `pointers of all widths are followed, for keys and values`(
    target: Int, width: Int
  ) throws {
    let filler = MMDBValue.raw([UInt8](repeating: 0xff, count: target))
    let pointer = MMDBValue.pointer(target, width: width)
    let record = MMDBValue.raw([0xe2] + pointer.encoded + pointer.encoded)
    let pair = MMDBValue.raw(record.encoded + MMDBValue.text("b").encoded + pointer.encoded)
    let table = try MMDBReadTests.table(pair, before: [filler, .text("name")])
    #expect(try table.values(v4: 1, [["b"], ["name"]]) == [.text("name"), .text("name")])
  }

  @Test(arguments: [
    (MMDBValue.pointer(0, width: 0), "a pointer leads to a pointer"),
    (.pointer(1_000, width: 0), "a pointer leads outside the data"),
    (.raw([0x45, 0x61]), "a value is cut off"),
    (.raw([0x5f]), "a value is cut off"),
    (.raw([0xff, 0xff, 0xff, 0xff]), "a value is cut off"),
    (.raw([0x3f]), "a value is cut off"),
    (.raw([0x00, 0x05]), "a value has an unknown type"),
    (.raw([0x00, 0x00]), "a value has an unknown type"),
    (.raw([0x00, 0x09]), "a value has an unknown type"),
    (.raw([0x67, 0, 0, 0, 0, 0, 0, 0]), "a value has a size that its type does not allow"),
    (.raw([0xa3, 0, 0, 0]), "a value has a size that its type does not allow"),
    (.raw([0xe1, 0xc0, 0xc0]), "a key of a map is not text"),
    (.raw([0x42, 0xc3, 0x28]), "a text is not UTF-8"),
  ])
  func `damaged values are errors`(value: MMDBValue, expected: String) throws {
    let table = try MMDBReadTests.table(value)
    #expect(message { _ = try table.values(v4: 1, [[], ["a"]]) } == expected)
  }

  @Test func `after an error all slots are empty`() throws {
    let broken = MMDBValue.map([("a", .text("x")), ("b", .raw([0x42, 0xc3, 0x28]))])
    let table = try MMDBReadTests.table(broken)
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: 2)
    defer { slots.deallocate() }
    slots.initialize(repeating: .integer(1), count: 2)
    #expect(throws: LookupError("a text is not UTF-8")) {
      try table.read(0, IPTableProjection([["a"], ["b"]]), into: slots)
    }
    #expect(slots[0].isEmpty && slots[1].isEmpty)
  }

  @Test func `a broken text that nobody reads does no harm`() throws {
    let record = MMDBValue.map([("a", .raw([0x42, 0xc3, 0x28])), ("b", .text("x"))])
    #expect(try MMDBReadTests.table(record).values(v4: 1, [["b"]]) == [.text("x")])
  }

  @Test func `nesting of any depth is passed over`() throws {
    let deep = MMDBValue.raw(
      [UInt8](repeating: 0, count: 0)
        + Array(repeating: [1, 4], count: 100_000)
        .flatMap { $0 } + [0xe0])
    let table = try MMDBReadTests.table(.map([("deep", deep), ("b", .text("x"))]))
    #expect(try table.values(v4: 1, [["b"], ["deep", 0, 0]]) == [.text("x"), .nothing])
  }

  @Test func `more wanted keys than bits, and a key that comes twice`() throws {
    let names = (0..<100).map { "a long key \($0)" }
    let pairs = names.map { ($0, MMDBValue.text($0)) }
    let table = try MMDBReadTests.table(.map([pairs[0], (names[0], .text("again"))] + pairs[1...]))
    for count in [2, 64, 99] {
      let wanted = names.prefix(count)
      let read = try table.values(v4: 1, wanted.map { IPTablePath([.key($0)]) })
      #expect(read == wanted.map { .text($0) } || count > 64)
      #expect(read?.dropFirst() == wanted.dropFirst().map { .text($0) }[...])
    }
  }

  @Test func `texts keep slack behind them at the very end of the data`() throws {
    let table = try MMDBReadTests.table(.text("end"))
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: 1)
    defer { slots.deallocate() }
    try table.read(0, IPTableProjection([[]]), into: slots)
    var sum = 0
    for i in 0..<(3 + Bytes.slack) { sum += Int(slots[0].bytes.start[i]) }
    #expect(sum > 0 && slots[0].bytes.string == "end")
  }
}
