import EventModel
import Foundation
import LookupKit
import Testing

@Suite struct `databases that are built` {
  private func record(_ columns: String, _ cells: String) throws -> String? {
    try Built.json(
      Built.table("network,\(columns)\n10.0.0.0/8,\(cells)\n"), 0x0a01_0203)
  }

  @Test(arguments: [
    ("a,b", "x,y", "{\"a\":\"x\",\"b\":\"y\"}"),
    (
      "city.names.en,city.names.de,city.id", "x,y,7",
      "{\"city\":{\"names\":{\"en\":\"x\",\"de\":\"y\"},\"id\":7}}"
    ),
    ("s[0].c,s[1].c,s[0].n", "a,b,1", "{\"s\":[{\"c\":\"a\",\"n\":1},{\"c\":\"b\"}]}"),
    ("s[0],s[1],s[2]", "a,,c", "{\"s\":[\"a\",\"c\"]}"), ("a,b", ",", "{}"),
    ("a.b,c", ",1", "{\"c\":1}"),
  ])
  func `headings make maps and lists`(columns: String, cells: String, json: String) throws {
    #expect(try record(columns, cells) == json)
  }

  @Test(arguments: [
    ("a", "12", LookupValue.unsigned(12, bits: 32)), ("a", "-12", .signed(-12)),
    ("a", "012", .text("012")), ("a", "1.0", .double(1)), ("a", "true", .boolean(true)),
    ("a", "yes", .text("yes")), ("a", "4294967296", .unsigned(4_294_967_296, bits: 64)),
    ("a", "18446744073709551616", .unsigned(18_446_744_073_709_551_616, bits: 128)),
    ("a:text", "12", .text("12")), ("a:float", "1.5", .float(1.5)),
    ("a:uint16", "65535", .unsigned(65_535, bits: 16)), ("a:uint32", "0", .unsigned(0, bits: 32)),
    ("a:uint64", "7", .unsigned(7, bits: 64)), ("a:uint128", "7", .unsigned(7, bits: 128)),
    ("a:int32", "7", .signed(7)), ("a:double", "7", .double(7)),
    ("a:boolean", "false", .boolean(false)),
    ("a:json", "[1]", .list([.unsigned(1, bits: 32)])), ("a:integer", "3", .unsigned(3, bits: 32)),
  ])
  func `values are typed by heading or by themselves`(
    heading: String, cell: String, value: LookupValue
  ) throws {
    let table = try Built.table("network,\(heading)\n10.0.0.0/8,\(cell)\n")
    let record = try #require(try table.record(for: IPKey(v4: 0x0a00_0000)))
    #expect(try table.value(of: record) == .map([.init("a", value)]))
  }

  @Test func `a column whose values differ in type is text`() throws {
    let table = try Built.table("network,a,b\n10.0.0.0/8,1,1\n11.0.0.0/8,x,2.5\n")
    #expect(try Built.json(table, 0x0a00_0000) == "{\"a\":\"1\",\"b\":1.0}")
  }

  @Test(arguments: [
    ("network,a\n10.0.0.0/8,1\n10.0.0.0/8,2\n", "line 3: '10.0.0.0/8' stands in line 2 already"),
    (
      "network,a\n10.0.0.1-10.0.0.20,1\n10.0.0.10-10.0.0.30,2\n",
      "line 3: '10.0.0.10-10.0.0.30' overlaps '10.0.0.1-10.0.0.20' of line 2, and neither lies inside the other"
    ),
    (
      "network,a\n10.0.0.0/40,1\n",
      "line 2: '10.0.0.0/40' is no network: its prefix is too long or too short"
    ),
    ("network,a\n,1\n", "line 2: it has no network"),
    ("from,to,a\n10.0.0.1,,1\n", "line 2: it has no network"),
    (
      "network,a:uint16\n10.0.0.0/8,65536\n",
      "line 2: '65536' in column 'a' is not of the type uint16"
    ),
    (
      "network,a:int32\n10.0.0.0/8,2147483648\n",
      "line 2: '2147483648' in column 'a' is not of the type int32"
    ),
  ])
  func `rows that do not do are named`(csv: String, said: String) {
    #expect(Built.refusal(csv) == "'t.csv', \(said)")
  }

  @Test(arguments: [
    ("a,b\n", "it has no column 'network', and no columns 'from' and 'to'"),
    ("network,a,a.b\n", "the heading 'a.b' lies inside another column"),
    ("network,a.b,a\n", "other columns lie inside the heading 'a'"),
    ("network,a[0],a.b\n", "the heading 'a.b' mixes a list, whose places begin at 0, and a map"),
    ("network,a[-1]\n", "the heading 'a[-1]' mixes a list, whose places begin at 0, and a map"),
    (
      "network,a:number\n",
      "'number' in the heading 'a:number' is no type; there are: text, double, float, boolean, int32, uint16, uint32, uint64, uint128, integer, json"
    ),
    ("network,a:text,a:float\n", "the heading 'a:float' has no name of its own"),
    ("network,a..b\n", "the path 'a..b' has an empty key"),
  ])
  func `headings that do not do are named`(csv: String, said: String) {
    #expect(Built.refusal(csv) == "'t.csv': \(said)")
  }

  static let nested = "network,a,b\n10.0.0.0/8,1,2\n10.1.0.0/16,3,\n10.1.2.0-10.1.2.9,,4\n"

  @Test func `the innermost network wins`() throws {
    let table = try Built.table(Self.nested)
    #expect(try Built.json(table, 0x0a02_0000) == "{\"a\":1,\"b\":2}")
    #expect(try Built.json(table, 0x0a01_0000) == "{\"a\":3}")
    #expect(try Built.json(table, 0x0a01_0209) == "{\"b\":4}")
    #expect(try Built.json(table, 0x0a01_020a) == "{\"a\":3}")
    #expect(try Built.json(table, 0x0b00_0000) == nil)
  }

  @Test func `or is merged with those around it`() throws {
    let table = try Built.table(Self.nested) { $0.overlap = .merge }
    #expect(try Built.json(table, 0x0a01_0000) == "{\"a\":3,\"b\":2}")
    #expect(try Built.json(table, 0x0a01_0200) == "{\"b\":4,\"a\":3}")
  }

  @Test func `or is refused`() {
    #expect(
      Built.refusal(Self.nested) { $0.overlap = .refuse }
        == "'t.csv', line 3: '10.1.0.0/16' lies inside '10.0.0.0/8' of line 2")
  }

  @Test func `neighbours with the same record are one network`() throws {
    let parts = try Built.bytes("network,a\n10.0.0.0/9,1\n10.128.0.0/9,1\n")
    #expect(try parts == Built.bytes("network,a\n10.0.0.0/8,1\n"))
  }

  @Test func `equal values are stored once`() throws {
    let long = String(repeating: "a long text ", count: 20)
    let one = try Built.bytes("network,a.x,b\n10.0.0.0/9,\(long),1\n")
    let both = try Built.bytes("network,a.x,b\n10.0.0.0/9,\(long),1\n11.0.0.0/9,\(long),2\n")
    #expect(both.count - one.count < 120)
  }

  @Test func `all of the address space, and no network at all`() throws {
    #expect(try Built.json(Built.table("network,a\n0.0.0.0/0,1\n"), 0xffff_ffff) == "{\"a\":1}")
    let empty = try Built.table("network,a\n")
    #expect(try Built.json(empty, 0x0a00_0000) == nil)
    let all = try Built.table("network,a\n::/0,1\n10.0.0.0/8,2\n")
    #expect(try Built.json(all, 0x0a00_0000) == "{\"a\":2}")
    #expect(try Built.json(all, 0x0b00_0000) == "{\"a\":1}")
  }

  @Test func `what does not go into a database of IPv4 or into small records is refused`() {
    #expect(
      Built.refusal("network,a\n2001:db8::/32,1\n") { $0.ipVersion = 4 }
        == "'t.csv', line 2: '2001:db8::/32' does not go into a database of IPv4")
  }

  @Test func `aliases of IPv4 are found when they are asked for`() throws {
    let csv = "network,a\n10.0.0.0/8,1\n2002:aaaa::/32,2\n2001:db8::/32,3\n"
    let mapped = IPKey(high: 0, low: 0xffff_0a00_0001)
    let teredo = IPKey(high: 0x2001_0000_0a00_0001, low: 0)
    let plain = try Built.table(csv)
    #expect(try plain.record(for: mapped) == nil)
    let table = try Built.table(csv) { $0.hasAliases = true }
    for key in [mapped, teredo] {
      let record = try #require(try table.record(for: key))
      #expect(try table.value(of: record).json == "{\"a\":1}")
    }
    // A place that has networks of its own stays as it is.
    #expect(try table.record(for: IPKey(high: 0x2002_0a00_0001_0000, low: 0)) == nil)
    #expect(try table.record(for: IPKey(high: 0x2002_aaaa_0000_0000, low: 0)) != nil)
  }

  @Test func `the metadata says what was asked for`() throws {
    let table = try Built.table("network,a\n10.0.0.0/8,1\n") {
      $0.type = "Acme-Offices"
      $0.about = "where we are"
      $0.recordBits = 28
      $0.ipVersion = 6
    }
    #expect(table.description.type == "Acme-Offices")
    #expect(table.description.buildDate == 1_767_225_600)
    #expect(
      try table.metadata().json
        == "{\"binary_format_major_version\":2,\"binary_format_minor_version\":0,\"database_type\":\"Acme-Offices\",\"description\":{\"en\":\"where we are\"},\"ip_version\":6,\"languages\":[\"en\"],\"node_count\":104,\"record_size\":28,\"build_epoch\":1767225600}"
    )
  }

  @Test(arguments: [28, 29, 284, 285, 65_820, 65_821, 70_000])
  func `texts of every length of header`(count: Int) throws {
    let text = String(repeating: "x", count: count)
    let table = try Built.table("network,a\n10.0.0.0/8,\(text)\n")
    #expect(try Built.json(table, 0x0a00_0000) == "{\"a\":\"\(text)\"}")
  }

  @Test func `pointers of every width`() throws {
    // Texts of 1 kB, each twice: the pointers go up to 600 kB.
    let lines = (0..<1200).map { number in
      let text = String(repeating: "\(number % 600)-", count: 250)
      return "10.\(number / 256).\(number % 256).0/24,\(text),\(number)"
    }
    let table = try Built.table("network,a:text,b\n" + lines.joined(separator: "\n"))
    for number in stride(from: 0, to: 1200, by: 7) {
      let address = UInt32(0x0a00_0000) | UInt32(number) << 8
      let text = String(repeating: "\(number % 600)-", count: 250)
      #expect(try Built.json(table, address) == "{\"a\":\"\(text)\",\"b\":\(number)}")
    }
  }
}
