import EventModel
import LookupKit
import Testing

@Suite struct RecordCacheTests {
  private func row(_ record: UInt32) -> [Int64] { [Int64(record), Int64(record) * 3, -1] }

  private func add(_ record: UInt32, to cache: inout RecordCache) {
    let slots = cache.insert(record)
    for (place, value) in row(record).enumerated() { slots[place] = .integer(value) }
  }

  private func values(_ cache: RecordCache, _ record: UInt32) -> [Int64]? {
    cache.find(record).map { slots in (0..<3).map { slots[$0].integer } }
  }

  @Test func `rows are found again, also that of record 0`() {
    var cache = RecordCache(width: 3)
    let records: [UInt32] = [0, 1, 2, 7, .max, 0x8000_0000, 0xffff_0000]
    for record in records { #expect(cache.find(record) == nil) }
    for record in records { add(record, to: &cache) }
    for record in records { #expect(values(cache, record) == row(record)) }
    #expect(cache.find(3) == nil)
  }

  @Test func `it grows and keeps what it has`() {
    var cache = RecordCache(width: 3)
    let records = (0..<UInt32(50_000)).map { $0 &* 48_271 }
    for record in records { add(record, to: &cache) }
    for record in records where values(cache, record) != row(record) {
      Issue.record("record \(record)")
    }
  }

  @Test func `it is emptied when its memory is used up`() {
    // A row takes 48 bytes, its place in the index 16.
    var cache = RecordCache(width: 3, byteLimit: 64 * 2_000)
    for record in 0..<UInt32(2_000) { add(record, to: &cache) }
    #expect((0..<UInt32(2_000)).allSatisfy { values(cache, $0) == row($0) })
    add(5_000, to: &cache)
    #expect(values(cache, 5_000) == row(5_000))
    #expect((0..<UInt32(2_000)).allSatisfy { cache.find($0) == nil })
  }

  @Test func `texts outlive the emptying as long as the slice`() {
    let arena = Arena()
    var cache = RecordCache(width: 1)
    cache.begin(arena)
    let text = String(repeating: "x", count: 100_000)
    let first = cache.insert(0)
    first[0] = .json(cache.store(text))
    let kept = first[0].bytes
    for record in 1..<UInt32(100) { cache.insert(record)[0] = .json(cache.store(text)) }
    #expect(cache.find(0) == nil)
    #expect(kept.string == text)
    arena.reset()
  }

  @Test func `a bound below one row holds one`() {
    var cache = RecordCache(width: 100, byteLimit: 1)
    let slots = cache.insert(1)
    for place in 0..<100 { slots[place] = .empty }
    #expect(cache.find(1) != nil)
    _ = cache.insert(2)
    #expect(cache.find(1) == nil && cache.find(2) != nil)
  }
}
