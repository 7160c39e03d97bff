import DatabaseTrial
import Foundation
import Testing

@testable import LookupKit

/// The databases that MaxMind made for tests of readers, compared with libmaxminddb.
///
/// `scripts/judge-databases` asks for many more addresses, and for other files.
@Suite struct MMDBSharedDataTests {
  private static let environment = ProcessInfo.processInfo.environment
  static let addressCount = environment["RICHLINE_JUDGE_ADDRESSES"].flatMap { Int($0) } ?? 5_000
  static let seed = environment["RICHLINE_SEED"].flatMap { UInt64($0) } ?? 1
  static let moreFiles =
    environment["RICHLINE_JUDGE_FILES"]?.split(separator: ":").map(String.init) ?? []

  /// What the broken files say: when they are opened, or, where that goes well, when they are checked
  /// whole. Three files of `maxmind-bad` are missing here: the damage of corrupt-search-tree is in
  /// nodes that no address reaches; an empty map at the end and a late build date are no damage.
  static let broken: [String: String] = [
    "GeoIP2-City-Test-Broken-Double-Format.mmdb":
      "at 2.125.160.216/29 a value has a size that its type does not allow",
    "MaxMind-DB-test-broken-pointers-24.mmdb":
      "at 1.1.1.16/28 a pointer leads outside the data",
    "MaxMind-DB-test-broken-search-tree-24.mmdb": "the search tree does not end",
  ]

  static let refused: [String: String] = [
    "GeoIP2-City-Test-Invalid-Node-Count.mmdb":
      "its search tree takes 700000 bytes, more than the file has",
    "bad-unicode-in-map-key.mmdb": "its search tree does not end where its metadata says",
    "invalid-bytes-length.mmdb": "in its metadata a value is cut off",
    "invalid-map-key-length.mmdb": "in its metadata a value is cut off",
    "libmaxminddb-deep-nesting.mmdb": "at 4.0.0.0 values are nested deeper than 64 levels",
    "libmaxminddb-offset-integer-overflow.mmdb": "in its metadata a pointer leads outside the data",
    "libmaxminddb-oversized-map.mmdb": "at 0.0.0.0 a value is cut off",
    "libmaxminddb-separator-record-min-left.mmdb":
      "at 0.0.0.0 the search tree points outside the file",
    "metadata-is-an-uint128.mmdb": "in its metadata a value is cut off",
  ]

  @Test(arguments: SharedData.databases(in: "maxmind") + SharedData.databases(in: "maxmind-bad"))
  func `only the broken files are damaged, each in its way`(path: String) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let bytes = try #require(FileManager.default.contents(atPath: path))
    let trial = bytes.withUnsafeBytes { DatabaseTrial($0, name: name) }
    if let refusal = Self.refused[name] {
      #expect(trial.opening == .refused("'\(name)' is damaged: \(refusal)"))
    } else {
      #expect(trial.opening == .opened)
      #expect(trial.damage == Self.broken[name].map { "damaged: \($0)" })
    }
    #expect(trial.broken == [])
    let said = message { _ = try MMDBTable.open(path: path) }
    #expect((said == nil) == (trial.opening == .opened))
  }

  @Test(
    arguments: SharedData.databases(in: "maxmind") + SharedData.databases(in: "maxmind-bad")
      + moreFiles)
  func `answers are libmaxminddb's`(path: String) throws {
    guard let library = LibraryReader(path) else {
      #expect(throws: LookupError.self) { try MMDBTable.open(path: path) }
      return
    }
    do throws(LookupError) {
      try judge(MMDBTable.load(PrivateFile(path: path)), library, path)
    } catch {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      #expect(error.message.hasSuffix(Self.refused[name] ?? "nothing is refused"), "\(name)")
    }
  }

  /// Compares every value of the records of many addresses; with each network of small files.
  private func judge(_ table: MMDBTable, _ library: LibraryReader, _ path: String) {
    var random = SeededGenerator(seed: Self.seed)
    var networks: [IPKey] = []
    try? table.forEachNetwork { key, _, _ throws(LookupError) in networks.append(key) }
    var records: Set<UInt32> = []
    var wrong = 0
    func ask(_ key: IPKey) {
      let ours = answer(table, key)
      let theirs = library.find(key)
      if case .record(let record) = ours { records.insert(record) }
      if ours == theirs { return }
      // The library gives out the number of a record outside the data and refuses to read it.
      if case (.failure, .record(let record)) = (ours, theirs), library.leaves(record) == nil {
        return
      }
      wrong += 1
      if wrong <= 10 { Issue.record("\(key) in \(path): ours \(ours), libmaxminddb's \(theirs)") }
    }
    for key in networks.prefix(100_000) { ask(key) }
    for number in 0..<Self.addressCount {
      let near = networks.randomElement(using: &random) ?? IPKey(v4: 0)
      // Half of the long form are any addresses, half are near a network.
      let isAny = number & 1 == 0
      ask(isAny ? any(library.isV6, &random) : sample(near, library.isV6, &random))
    }
    for record in records.sorted() { compare(table, library, record, path) }
    if Self.addressCount > 10_000 {
      print("\(path): \(Self.addressCount) addresses, \(records.count) records, \(wrong) differ")
    }
    #expect(wrong == 0)
  }

  private func answer(_ table: MMDBTable, _ key: IPKey) -> LibraryReader.Answer {
    do { return try table.record(for: key).map { .record($0) } ?? .nothing } catch {
      return .failure
    }
  }

  private func any(_ isV6: Bool, _ random: inout SeededGenerator) -> IPKey {
    let bits = random.next()
    if isV6, bits & 3 == 0 {
      return IPKey(high: 0x2000_0000_0000_0000 | bits >> 3, low: random.next())
    }
    return IPKey(v4: UInt32(truncatingIfNeeded: bits >> 16))
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
        // No macro: a long run compares tens of millions.
        if leaf.value == value { continue }
        Issue.record("\(IPTablePath(leaf.path)) of record \(record) in \(path): \(value)")
      }
    } catch {
      Issue.record("record \(record) in \(path): \(error)")
    }
  }
}
