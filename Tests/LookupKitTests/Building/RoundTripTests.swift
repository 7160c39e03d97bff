import EventModel
import LookupKit
import TestSupport
import Testing

@Suite struct `built databases against a model` {
  /// Random networks, no two equal, and what a look-up must give: the longest prefix.
  private struct Model {
    var networks: [(first: UInt128, last: UInt128, row: Int)] = []
    var values: [LookupValue] = []
    var csv = "network,name,geo.code,geo.n:uint32,geo.x:double,tags[0],tags[1],flag:boolean\n"

    init(_ random: inout TestSupport.SeededGenerator, count: Int, v6: Bool) {
      var known: Set<String> = []
      var bases: [UInt128] = [0x0a00_0000, 0xc000_0200]
      while values.count < count {
        let isV4 = !v6 || Bool.random(using: &random)
        // Near another network half of the time, so that they nest.
        let near = bases.randomElement(using: &random) ?? 0
        var address: UInt128 =
          isV4
          ? UInt128(UInt32.random(in: 0...UInt32.max, using: &random))
          : UInt128(0x2000) << 112 | UInt128(UInt64.random(in: 0...UInt64.max, using: &random))
            << 48
        if Bool.random(using: &random), (near >> 32 == 0) == isV4 {
          address = near ^ UInt128(UInt16.random(in: 0...UInt16.max, using: &random))
        }
        let length =
          isV4
          ? 96 + Int.random(in: 4...32, using: &random) : Int.random(in: 8...128, using: &random)
        let rest = length == 128 ? 0 : UInt128.max >> UInt128(length)
        let range = AddressRange(first: address & ~rest, last: address | rest)
        guard known.insert("\(range)").inserted else { continue }
        bases.append(address)
        networks.append((range.first, range.last, values.count))
        add(range, &random)
      }
    }

    private mutating func add(_ range: AddressRange, _ random: inout TestSupport.SeededGenerator) {
      let name = ["London", "Berlin, Mitte", "", "é\"quoted\""].randomElement(using: &random) ?? ""
      let code = ["GB", "DE", ""].randomElement(using: &random) ?? ""
      let number = UInt32.random(in: 0...300, using: &random)
      let x = Double(Int.random(in: -180...180, using: &random)) / 4
      let tag = ["a", "b", ""].randomElement(using: &random) ?? ""
      let other = ["c", ""].randomElement(using: &random) ?? ""
      let flag = Bool.random(using: &random)
      let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
      csv += "\(range),\(quoted),\(code),\(number),\(x),\(tag),\(other),\(flag)\n"
      var geo: [LookupValue.Member] = code.isEmpty ? [] : [.init("code", .text(code))]
      geo += [.init("n", .unsigned(UInt128(number), bits: 32)), .init("x", .double(x))]
      var members: [LookupValue.Member] = name.isEmpty ? [] : [.init("name", .text(name))]
      members.append(.init("geo", .map(geo)))
      let tags = [tag, other].filter { !$0.isEmpty }
      if !tags.isEmpty { members.append(.init("tags", .list(tags.map { .text($0) }))) }
      members.append(.init("flag", .boolean(flag)))
      values.append(.map(members))
    }

    func value(_ address: UInt128) -> LookupValue? {
      var best: (size: UInt128, row: Int)?
      for network in networks where network.first <= address && address <= network.last {
        let size = network.last - network.first
        if best.map({ size < $0.size }) ?? true { best = (size, network.row) }
      }
      return best.map { values[$0.row] }
    }

    /// Edges of networks, addresses inside them, and any.
    func address(_ random: inout TestSupport.SeededGenerator, v6: Bool) -> UInt128 {
      let network = networks[Int.random(in: 0..<networks.count, using: &random)]
      switch Int.random(in: 0..<6, using: &random) {
      case 0: return network.first
      case 1: return network.last
      case 2: return network.first == 0 ? 0 : network.first - 1
      case 3: return network.last == .max ? .max : network.last + 1
      case 4:
        let size = network.last - network.first
        let step = UInt128(UInt64.random(in: 0...UInt64.max, using: &random))
        return network.first + (size == .max ? step : step % (size + 1))
      default:
        let any = UInt128(UInt64.random(in: 0...UInt64.max, using: &random))
        return v6 && Bool.random(using: &random) ? any << 64 | any : any & 0xffff_ffff
      }
    }
  }

  private func key(_ address: UInt128) -> IPKey {
    address >> 32 == 0
      ? IPKey(v4: UInt32(address))
      : IPKey(
        high: UInt64(truncatingIfNeeded: address >> 64), low: UInt64(truncatingIfNeeded: address))
  }

  @Test(arguments: [(24, false), (28, false), (32, false), (24, true), (28, true), (32, true)])
  func `look-ups give the longest prefix`(bits: Int, v6: Bool) throws {
    var random = TestSupport.SeededGenerator("built databases, \(bits) bits, IPv6 \(v6)")
    for _ in 0..<3 {
      let model = Model(&random, count: 120, v6: v6)
      let table = try Built.table(model.csv) {
        $0.recordBits = bits
        $0.ipVersion = v6 ? 6 : 4
      }
      for _ in 0..<1000 {
        var address = model.address(&random, v6: v6)
        if !v6 { address &= 0xffff_ffff }
        let found = try table.record(for: key(address)).map { try table.value(of: $0) }
        #expect(found == model.value(address), "\(address)")
        let (network, record) = try table.network(of: key(address))
        #expect(network.first <= address && address <= network.last)
        #expect(try record.map { try table.value(of: $0) } == found)
      }
    }
  }

  @Test(arguments: [24, 28, 32])
  func `libmaxminddb gives the same for 100,000 addresses`(bits: Int) throws {
    var random = TestSupport.SeededGenerator("built databases for libmaxminddb, \(bits) bits")
    let model = Model(&random, count: 300, v6: true)
    let file = TemporaryFile(try Built.bytes(model.csv) { $0.recordBits = bits })
    let table = try file.openTable()
    let library = try #require(LibraryReader(file.path))
    var records: Set<UInt32> = []
    for _ in 0..<100_000 {
      let key = key(model.address(&random, v6: true))
      let ours = try table.record(for: key)
      let theirs = library.find(key)
      #expect(theirs == ours.map { .record($0) } ?? .nothing)
      if let ours { records.insert(ours) }
    }
    for record in records {
      let leaves = try #require(library.leaves(record))
      #expect(leaves.map(\.value) == readings(try table.value(of: record)))
    }
    #expect(records.count > 100)
  }

  /// The plain values inside, in order.
  private func readings(_ value: LookupValue) -> [Reading] {
    switch value {
    case .map(let members): members.flatMap { readings($0.value) }
    case .list(let items): items.flatMap { readings($0) }
    case .text(let text): [.text(text)]
    case .double(let number): [.double(number)]
    case .float(let number): [.float(number)]
    case .unsigned(let number, _): [.integer(Int64(number))]
    case .signed(let number): [.integer(Int64(number))]
    case .boolean(let flag): [.boolean(flag)]
    case .bytes: [.nothing]
    }
  }

  @Test func `export and build give the same database`() throws {
    var random = TestSupport.SeededGenerator("export and build")
    let model = Model(&random, count: 200, v6: true)
    let first = try Built.table(model.csv)
    for form in [NetworkExport.Form.csv, .ndjson] {
      var lines: [String] = []
      try NetworkExport(first, form, hasTypes: true).write { line in
        lines.append(line)
        return true
      }
      let text = lines.joined(separator: "\n")
      let second: MMDBTable
      if form == .csv {
        second = try Built.table(text)
      } else {
        let file = TemporaryFile(Array(text.utf8), name: "t.ndjson")
        let rows = try TableFile.ndjson(path: file.path)
        var builder = MMDBBuilder()
        builder.buildDate = 1_767_225_600
        let networks = try NetworkTable(rows, other: { rows.recordType(ofColumn: $0) })
        second = try TemporaryFile(builder.build(networks).bytes).openTable()
      }
      for _ in 0..<2000 {
        let key = key(model.address(&random, v6: true))
        let before = try first.record(for: key).map { try first.value(of: $0).inKeyOrder.json }
        let after = try second.record(for: key).map { try second.value(of: $0).inKeyOrder.json }
        #expect(before == after)
      }
      #expect(try NetworkDiff(first, second).isEmpty)
    }
  }
}
