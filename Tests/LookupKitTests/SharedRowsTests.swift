import EventModel
import TestSupport
import Testing

@testable import LookupKit

@Suite struct `rows that workers share` {
  private func key(_ number: Int) -> Bytes { Bytes.constant("key \(number)") }

  @Test func `what one worker adds another finds, and not a second time`() {
    let rows = SharedRows(width: 1)
    var (first, second) = (RecordCache(sharing: rows), RecordCache(sharing: rows))
    let row = first.add(7, [.integer(1)])
    #expect(second.find(7) == row)
    // Long before the index has grown for the first time the second worker has looked at it.
    for record in 100..<UInt32(20_000) { _ = first.add(record, [.integer(Int64(record))]) }
    #expect(second.find(19_999) == nil)
    let other = second.add(19_999, [.integer(2)])
    #expect(other == first.find(19_999) && other[0].integer == 19_999)
    #expect(second.find(15_000).map { $0[0].integer } == 15_000)
  }

  @Test func `who would add while another does gets its own values back`() {
    let rows = SharedRows(width: 1)
    var cache = RecordCache(sharing: rows)
    let keyed = SharedRows(width: 1, entryLimit: 10, byteLimit: 1 << 20)
    let slots = SharedSlotCache(sharing: keyed)
    let values = UnsafeMutablePointer<Slot>.allocate(capacity: 1)
    values.initialize(to: .integer(5))
    rows.hold {
      #expect(cache.add(1, values) == UnsafePointer(values) && cache.find(1) == nil)
      cache.begin(Arena())
    }
    keyed.hold {
      slots.add(key(1), hash: 1, values)
      slots.begin(Arena())
      #expect(slots.find(key(1), hash: 1) == nil)
    }
    #expect(cache.add(1, values) != UnsafePointer(values) && cache.find(1) != nil)
    slots.add(key(1), hash: 1, values)
    #expect(slots.find(key(1), hash: 1).map { $0[0].integer } == 5)
    values.deallocate()
  }

  @Test func `a row that no chunk can hold is not kept`() {
    var cache = RecordCache(width: 1, byteLimit: .max)
    let arena = Arena()
    let text = Slot.text(arena.copy(String(repeating: "x", count: RowView.longestChunk)))
    withUnsafePointer(to: text) { #expect(cache.add(1, $0) == $0) }
    #expect(cache.find(1) == nil)
  }

  @Test func `keys of one hash are kept apart, with values of their own`() {
    let rows = SharedRows(width: 2, entryLimit: 5000, byteLimit: 1 << 24)
    let cache = SharedSlotCache(sharing: rows)
    let arena = Arena()
    for number in 0..<300 {
      #expect(cache.find(key(number), hash: 9) == nil)
      cache.add(
        key(number), hash: 9, [.text(arena.copy("value \(number)")), .integer(Int64(number))])
    }
    arena.reset()
    for number in 0..<300 {
      let row = cache.find(key(number), hash: 9)
      #expect(row.map { $0[0].bytes.string } == "value \(number)")
      #expect(row.map { $0[1].integer } == Int64(number))
    }
    #expect(cache.find(key(300), hash: 9) == nil && cache.find(key(0), hash: 8) == nil)
  }

  @Test func `an empty key and values without bytes are a row as well`() {
    let cache = SharedSlotCache(sharing: SharedRows(width: 3, entryLimit: 9, byteLimit: 1 << 20))
    cache.add(.empty, hash: 0, [.empty, .boolean(true), .text(.empty)])
    let row = cache.find(.empty, hash: 0)
    #expect(
      row.map { ($0[0].isEmpty, $0[1].boolean, $0[2].count) } ?? (false, false, 1) == (
        true, true, 0
      ))
  }

  /// Adds keys one after the other, each slice 100 of them; of these `again` come a second time.
  private func fill(_ rows: SharedRows, keys: Int, again: Int) -> Int {
    let cache = SharedSlotCache(sharing: rows)
    var most = 0
    for number in 0..<keys {
      if number % 100 == 0 { cache.begin(Arena()) }
      let text = key(number)
      cache.add(text, hash: text.hash, [.integer(Int64(number))])
      if number % 100 < again { _ = cache.find(text, hash: text.hash) }
      most = max(most, rows.first().memory.count)
    }
    return most
  }

  @Test(arguments: [(again: 0, most: 2048), (1, 2048), (3, 10_000), (100, 10_000)])
  func `more keys are kept only when one of 50 is found again`(case: (again: Int, most: Int)) {
    let rows = SharedRows(width: 1, entryLimit: 10_000, byteLimit: 1 << 26)
    #expect(fill(rows, keys: 30_000, again: `case`.again) == `case`.most)
  }

  @Test(arguments: [1, 3, 49, 2048, 5000])
  func `no more keys are kept than asked for`(limit: Int) {
    let rows = SharedRows(width: 1, entryLimit: limit, byteLimit: 1 << 26)
    #expect(fill(rows, keys: 12_000, again: 100) == limit)
  }

  @Test func `memory stays within its bound, give or take a chunk and an index`() {
    let limit = 4 * 1024 * 1024
    let rows = SharedRows(width: 8, byteLimit: limit)
    var cache = RecordCache(sharing: rows)
    let values = [Slot](repeating: .integer(1), count: 8)
    var most = 0
    for record in 0..<UInt32(100_000) {
      _ = cache.add(record, values)
      most = max(most, rows.first().memory.byteCount)
    }
    #expect(most >= limit && most < limit + 3 * 1024 * 1024)
  }

  @Test func `what a worker was given stays until its slice ends, whoever drops the rows`() {
    let rows = SharedRows(width: 1, entryLimit: 4, byteLimit: 1 << 20)
    let (first, second) = (SharedSlotCache(sharing: rows), SharedSlotCache(sharing: rows))
    let (slice, other, source) = (Arena(), Arena(), Arena())
    first.begin(slice)
    first.add(key(1), hash: 1, [.text(source.copy("the first"))])
    let row = first.find(key(1), hash: 1)
    weak var memory: RowMemory?
    memory = rows.first().memory
    for number in 2..<100 {
      second.add(key(number), hash: UInt64(number), [.text(source.copy("another"))])
    }
    #expect(second.find(key(1), hash: 1) == nil)
    #expect(row.map { $0[0].bytes.string } == "the first")
    first.begin(other)
    #expect(memory != nil)
    slice.reset()
    #expect(memory == nil)
    #expect(first.find(key(1), hash: 1) == nil && first.find(key(99), hash: 99) != nil)
  }
}
