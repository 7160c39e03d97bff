import EventModel
import LookupKit
import Testing

@Suite struct RecordCacheTests {
  private func row(_ record: UInt32) -> [Int64] { [Int64(record), Int64(record) * 3, -1] }

  private func add(_ record: UInt32, to cache: inout RecordCache) {
    _ = cache.add(record, row(record).map { .integer($0) })
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
    // A row takes 64 bytes; the first pieces of memory are 256 KiB and 2 MiB.
    var cache = RecordCache(width: 3, byteLimit: 2 * 1024 * 1024)
    var added: UInt32 = 0
    while added == 0 || cache.find(0) != nil {
      add(added, to: &cache)
      added += 1
    }
    #expect(added > 4_000 && added < 40_000)
    #expect(values(cache, added - 1) == row(added - 1))
    #expect((0..<added - 1).allSatisfy { cache.find($0) == nil })
  }

  @Test func `texts outlive the emptying as long as the slice`() {
    let arena = Arena()
    var cache = RecordCache(width: 1)
    cache.begin(arena)
    let text = String(repeating: "x", count: 100_000)
    let source = Arena()
    let kept = cache.add(0, [.json(source.copy(text))])[0].bytes
    for record in 1..<UInt32(300) { _ = cache.add(record, [.json(source.copy(text))]) }
    source.reset()
    #expect(cache.find(0) == nil)
    #expect(kept.string == text)
    arena.reset()
  }

  @Test func `a bound below one row holds one`() {
    var cache = RecordCache(width: 100, byteLimit: 1)
    let values = [Slot](repeating: .empty, count: 100)
    _ = cache.add(1, values)
    #expect(cache.find(1) != nil)
    _ = cache.add(2, values)
    #expect(cache.find(1) == nil && cache.find(2) != nil)
  }
}
