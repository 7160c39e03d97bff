import LookupKit
import Testing

@Suite struct `differences of databases` {
  private static let old = """
    network,country.iso_code,city
    10.0.0.0/8,GB,London
    11.0.0.0/8,DE,Berlin
    12.0.0.0/8,FR,Paris
    2001:db8::/32,NL,Delft
    """

  @Test func `a database does not differ from itself`() throws {
    let table = try Built.table(Self.old)
    let diff = try NetworkDiff(table, table)
    #expect(diff.isEmpty && diff.examples.isEmpty && diff.moves.isEmpty)
    #expect(diff.same.networks == 4 && diff.same.v4Addresses == 3 << 24)
  }

  @Test func `what is new, gone or other is counted and shown`() throws {
    let new = """
      network,country.iso_code,city
      10.0.0.0/8,GB,London
      10.1.0.0/16,IE,Cork
      11.0.0.0/8,DE,Bonn
      13.0.0.0/8,IT,Rome
      2001:db8::/32,BE,Gent
      """
    let diff = try NetworkDiff(Built.table(Self.old), Built.table(new), examples: 3)
    #expect(diff.changed.networks == 3 && diff.changed.v4Addresses == 1 << 24 | 1 << 16)
    #expect(diff.added.networks == 1 && diff.added.v4Addresses == 1 << 24)
    #expect(diff.removed.networks == 1 && diff.removed.v4Addresses == 1 << 24)
    #expect(diff.same.v4Addresses == 1 << 24 - 1 << 16)
    let moves = diff.moves.map { "\($0.key.old)>\($0.key.new) \($0.value.networks)" }.sorted()
    #expect(moves == [">IT 1", "FR> 1", "GB>IE 1", "NL>BE 1"])
    #expect(diff.examples.map { "\($0.range)" } == ["10.1.0.0/16", "11.0.0.0/8", "12.0.0.0/8"])
    let changes = diff.examples[1].new?.differences(from: diff.examples[1].old ?? .map([]))
    #expect(changes?.map(\.path) == ["city"])
  }

  @Test func `a database of IPv4 is compared with one of IPv6`() throws {
    let csv = "network,a\n10.0.0.0/8,1\n"
    let diff = try NetworkDiff(Built.table(csv), Built.table(csv) { $0.ipVersion = 6 })
    #expect(diff.isEmpty && diff.same.networks == 1)
  }

  @Test func `differences of values have paths`() throws {
    func value(_ columns: String, _ cells: String) throws -> LookupValue {
      let table = try Built.table("network,\(columns)\n10.0.0.0/8,\(cells)\n")
      return try table.value(of: #require(try table.network(of: IPKey(v4: 0x0a00_0000)).1))
    }
    let found = try value("a.b,c[0],c[1],d", "1,x,y,1").differences(
      from: value("a.b,a.z,c[0],d", "2,3,x,1"))
    #expect(
      found.map { "\($0.path) \($0.old?.json ?? "-") \($0.new?.json ?? "-")" } == [
        "a.b 2 1", "a.z 3 -", "c[1] - \"y\"",
      ])
  }
}
