import LookupKit
import Testing

/// The databases that MaxMind made for tests of readers, compared with libmaxminddb.
@Suite struct MMDBSharedDataTests {
  /// What the broken files say when they are opened, or when all their networks are read. Four files
  /// of `maxmind-bad` are missing here: the damage of corrupt-search-tree is in nodes that no address
  /// reaches, and deep nesting, an empty map at the end and a late build date are no damage to us.
  static let broken: [String: [String: Int]] = [
    "GeoIP2-City-Test-Broken-Double-Format.mmdb": [
      "a value has a size that its type does not allow": 180
    ],
    "GeoIP2-City-Test-Invalid-Node-Count.mmdb": [
      "its search tree takes 700000 bytes, more than the file has": 1
    ],
    "MaxMind-DB-test-broken-pointers-24.mmdb": [
      "a pointer leads outside the data": 1, "the search tree points outside the file": 1,
    ],
    "MaxMind-DB-test-broken-search-tree-24.mmdb": ["the search tree does not end": 1],
    "bad-unicode-in-map-key.mmdb": ["the search tree points outside the file": 1],
    "invalid-bytes-length.mmdb": ["in its metadata a value is cut off": 1],
    "invalid-map-key-length.mmdb": ["in its metadata a value is cut off": 1],
    "libmaxminddb-offset-integer-overflow.mmdb": [
      "in its metadata a pointer leads outside the data": 1
    ],
    "libmaxminddb-oversized-map.mmdb": ["a value is cut off": 2],
    "libmaxminddb-separator-record-min-left.mmdb": ["the search tree points outside the file": 1],
    "metadata-is-an-uint128.mmdb": ["in its metadata a value is cut off": 1],
  ]

  @Test(arguments: SharedData.databases(in: "maxmind") + SharedData.databases(in: "maxmind-bad"))
  func `only the broken files are damaged, each in its way`(path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var met: [String: Int] = [:]
    let refusal = message { met = try MMDBTable.open(path: path).check() }
    if let refusal { met[refusal.replacing("'\(path)' is damaged: ", with: "")] = 1 }
    #expect(met == MMDBSharedDataTests.broken[name] ?? [:])
  }

  @Test(arguments: SharedData.databases(in: "maxmind") + SharedData.databases(in: "maxmind-bad"))
  func `answers are libmaxminddb's`(path: String) throws {
    guard let library = LibraryReader(path) else {
      #expect(throws: LookupError.self) { try MMDBTable.open(path: path) }
      return
    }
    let table = try MMDBTable.open(path: path)
    var random = SeededGenerator(seed: 1)
    var keys: [IPKey] = []
    try? table.forEachNetwork { key, _, _ throws(LookupError) in keys.append(key) }
    let networks = keys
    for _ in 0..<5_000 {
      let near = networks.randomElement(using: &random) ?? IPKey(v4: 0)
      keys.append(sample(near, library.isV6, &random))
    }
    var records: Set<UInt32> = []
    for key in keys {
      let ours: LibraryReader.Answer
      do {
        ours = try table.record(for: key).map { .record($0) } ?? .nothing
      } catch {
        ours = .failure
      }
      let theirs = library.find(key)
      if case (.failure, .record(let record)) = (ours, theirs) {
        // The library gives out the number of a record outside the data and refuses to read it.
        #expect(library.leaves(record) == nil, "\(key)")
      } else {
        #expect(ours == theirs, "\(key)")
      }
      if case .record(let record) = ours { records.insert(record) }
    }
    for record in records.sorted() { compare(table, library, record, path) }
  }

  /// An address near a network, or any.
  private func sample(_ near: IPKey, _ isV6: Bool, _ random: inout SeededGenerator) -> IPKey {
    let bits = random.next()
    let mask = random.next() & random.next() & random.next()
    switch (bits & 3, near.isV4) {
    case (0, _): return IPKey(v4: UInt32(truncatingIfNeeded: random.next()))
    case (1, _) where isV6: return IPKey(high: 0x2000_0000_0000_0000 | bits >> 3, low: mask)
    case (_, true): return IPKey(v4: UInt32(truncatingIfNeeded: near.low ^ (mask & 0xffff_ffff)))
    default: return IPKey(high: near.high ^ mask, low: near.low ^ bits)
    }
  }

  /// Reads all values of a record at once; where the library refuses it, anything but a trap is fine.
  private func compare(
    _ table: MMDBTable, _ library: LibraryReader, _ record: UInt32, _ path: String
  ) {
    guard let leaves = library.leaves(record) else {
      _ = try? table.values(record, [[], ["location", "latitude"], ["names", "en"]])
      return
    }
    do {
      let read = try table.values(record, leaves.map { IPTablePath($0.path) })
      for (leaf, value) in zip(leaves, read) {
        #expect(leaf.value == value, "\(IPTablePath(leaf.path)) of record \(record) in \(path)")
      }
    } catch {
      Issue.record("record \(record) in \(path): \(error)")
    }
  }
}
