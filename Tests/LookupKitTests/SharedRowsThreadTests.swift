import EventModel
import TestSupport
import Testing

@testable import LookupKit

@Suite struct `many workers at once` {
  /// A version of a lookup, from which rows are made.
  private final class Version: Lookup {
    let name: Int64
    init(_ name: Int64) { self.name = name }
    var description: LookupDescription {
      LookupDescription(type: "test", buildDate: nil, entryCount: 0, byteCount: 0, checksum: nil)
    }
  }

  private static let slices = 30
  private static let events = 256

  /// Text of a row: of every length up to some lines of memory.
  private static func text(_ number: Int, _ version: Version) -> String {
    String(repeating: "\(version.name).\(number) ", count: 1 + number % 40)
  }

  /// Carries slices through `find` and `add` as a stage does, looks at all rows when the slice is over, as
  /// a sink does, and tells how many were not what they must be.
  private static func wrong(
    _ seed: UInt64, _ version: Version, kinds: Int,
    begin: (Arena) -> Void, row: (Int, UnsafePointer<Slot>) -> UnsafePointer<Slot>?
  ) -> Int {
    var random = SeededGenerator(seed: seed)
    var wrong = 0
    let made = UnsafeMutablePointer<Slot>.allocate(capacity: 2 * events)
    defer { made.deallocate() }
    let arena = Arena()
    for _ in 0..<slices {
      begin(arena)
      var given: [(number: Int, row: UnsafePointer<Slot>)] = []
      for event in 0..<events {
        // Small numbers come often.
        let number = Int.random(in: 0...Int.random(in: 0..<kinds, using: &random), using: &random)
        let values = made + 2 * event
        values.initialize(to: .integer(version.name * 1_000_000 + Int64(number)))
        (values + 1).initialize(to: .text(arena.copy(text(number, version))))
        given.append((number, row(number, values) ?? UnsafePointer(values)))
      }
      for (number, row) in given {
        let isRight =
          row[0].integer == version.name * 1_000_000 + Int64(number)
          && row[1].bytes.string == text(number, version)
        if !isRight { wrong += 1 }
      }
      arena.reset()
    }
    return wrong
  }

  @Test(arguments: [(kinds: 300, bytes: 1 << 24), (20_000, 600_000), (50_000, 1)])
  func `find whole records of their own version`(limits: (kinds: Int, bytes: Int)) async {
    let shared = VersionShared<SharedRows>()
    let versions = [Version(1), Version(2)]
    let rows = versions.map { version in
      shared.object(for: version) { SharedRows(width: 2, byteLimit: limits.bytes) }
    }
    let wrong = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask {
          let version = versions[worker % 2]
          var cache = RecordCache(sharing: rows[worker % 2])
          return withUnsafeMutablePointer(to: &cache) { cache in
            Self.wrong(
              UInt64(worker), version, kinds: limits.kinds, begin: { cache.pointee.begin($0) },
              row: {
                cache.pointee.fetchPlace(of: UInt32($0))
                cache.pointee.fetchRow(of: UInt32($0))
                return cache.pointee.find(UInt32($0)) ?? cache.pointee.add(UInt32($0), $1)
              })
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test(arguments: [(kinds: 300, entries: 5000), (20_000, 3000), (20_000, 1), (5000, 100_000)])
  func `find whole rows by their keys`(limits: (kinds: Int, entries: Int)) async {
    let rows = SharedRows(width: 2, entryLimit: limits.entries, byteLimit: 1 << 24)
    let version = Version(3)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask {
          let cache = SharedSlotCache(sharing: rows)
          let keys = Arena()
          return Self.wrong(
            UInt64(worker), version, kinds: limits.kinds,
            begin: {
              keys.reset()
              cache.begin($0)
            },
            row: { number, values in
              let key = keys.copy("key \(number)")
              // Few hashes, so that keys meet.
              let hash = UInt64(number % 4096)
              cache.fetchPlace(hash: hash)
              cache.fetchRow(hash: hash)
              if let row = cache.find(key, hash: hash) { return row }
              cache.add(key, hash: hash, values)
              return nil
            })
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test func `what is shared of a version goes with the last worker that has it`() {
    let shared = VersionShared<SharedRows>()
    let (old, new) = (Version(1), Version(2))
    var made = 0
    func rows(_ version: Version) -> SharedRows {
      shared.object(for: version) {
        made += 1
        return SharedRows(width: 1)
      }
    }
    weak var first: SharedRows?
    do {
      let (one, two, three) = (rows(old), rows(new), rows(old))
      first = one
      #expect(one === three && one !== two && made == 2)
      #expect(first != nil)
    }
    #expect(first == nil)
    _ = rows(old)
    #expect(made == 3)
  }
}
