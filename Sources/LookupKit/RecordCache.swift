public import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What one worker made of the records of one version of a table, by their numbers.
///
/// Shape: a row of slots a record, emptied whole when it is full. A row stays where it is until the
/// next `insert`; copies of its slots are good as long as the version, and those of stored texts as
/// long as the slice for which `begin` was called.
/// Cost: a look-up is a multiplication and one or two lines of memory; memory grows with what is kept,
/// up to `byteLimit` and, while it grows, once more half of it.
public struct RecordCache {
  /// Bytes of rows at most. Eight values of 174,000 records: a GeoLite2-City has 458,000, and 200,000
  /// visitors at random meet about a fifth of them.
  public static let byteLimit = 24 * 1024 * 1024
  /// Bytes of stored texts at most; an ASN entity has about 60.
  public static let textLimit = 8 * 1024 * 1024

  private let width: Int
  private let rowLimit: Int
  private var memory: RecordMemory
  private var texts: Arena?
  private var textCount = 0
  private var slice: Arena?

  /// `width` slots a record.
  public init(width: Int, byteLimit: Int = RecordCache.byteLimit) {
    self.width = max(width, 1)
    // An entry of the index has 8 bytes, and there are at least two a row.
    rowLimit = max(byteLimit / (self.width * MemoryLayout<Slot>.stride + 16), 1)
    memory = RecordMemory(width: self.width, capacity: min(1_024, rowLimit))
  }

  /// Ties what is handed out from now on to a slice.
  public mutating func begin(_ arena: Arena) {
    slice = arena
    if let texts { arena.keep(texts) }
  }

  /// The row of a record; nil when it is not there.
  @inline(__always)
  public func find(_ record: UInt32) -> UnsafePointer<Slot>? { memory.find(record) }

  /// Adds a record that is not there; the caller fills its row, which holds anything at first.
  public mutating func insert(_ record: UInt32) -> UnsafeMutablePointer<Slot> {
    if memory.count >= memory.capacity || textCount > RecordCache.textLimit { makeRoom() }
    return memory.add(record)
  }

  /// A copy of a Swift text, for a slot of the row inserted last.
  public mutating func store(_ text: String) -> Bytes {
    textCount += text.utf8.count
    if let texts { return texts.copy(text) }
    let made = Arena()
    texts = made
    slice?.keep(made)
    return made.copy(text)
  }

  private mutating func makeRoom() {
    if memory.capacity < rowLimit, textCount <= RecordCache.textLimit {
      memory = RecordMemory(growing: memory, to: min(memory.capacity * 2, rowLimit))
      return
    }
    memory.removeAll()
    texts = nil
    textCount = 0
  }
}

/// Rows, and an index from record numbers to them.
private final class RecordMemory {
  private(set) var count = 0
  let capacity: Int
  private let width: Int
  private let rows: UnsafeMutablePointer<Slot>
  /// The number of a record above, that of its row plus one below; 0 is free. At most half full.
  private let index: UnsafeMutablePointer<UInt64>
  private let places: Int
  private let shift: UInt32

  init(width: Int, capacity: Int) {
    self.width = width
    self.capacity = capacity
    let digits = Int.bitWidth - (capacity * 2 - 1).leadingZeroBitCount
    places = 1 << digits
    shift = UInt32(32 - digits)
    rows = RecordMemory.pages(of: Slot.self, capacity * width)
    index = RecordMemory.pages(of: UInt64.self, places)
    memset(index, 0, places * 8)
  }

  convenience init(growing old: RecordMemory, to capacity: Int) {
    self.init(width: old.width, capacity: capacity)
    rows.update(from: old.rows, count: old.count * old.width)
    for place in 0..<old.places where old.index[place] != 0 {
      let entry = old.index[place]
      index[freePlace(UInt32(truncatingIfNeeded: entry &>> 32))] = entry
    }
    count = old.count
  }

  deinit {
    free(rows)
    free(index)
  }

  @inline(__always)
  func find(_ record: UInt32) -> UnsafePointer<Slot>? {
    var place = firstPlace(record)
    while true {
      let entry = index[place]
      if entry == 0 { return nil }
      if UInt32(truncatingIfNeeded: entry &>> 32) == record {
        return UnsafePointer(rows + (Int(entry & 0xffff_ffff) &- 1) &* width)
      }
      place = (place &+ 1) & (places &- 1)
    }
  }

  func add(_ record: UInt32) -> UnsafeMutablePointer<Slot> {
    let row = count
    count += 1
    index[freePlace(record)] = UInt64(record) &<< 32 | UInt64(count)
    return rows + row * width
  }

  func removeAll() {
    count = 0
    memset(index, 0, places * 8)
  }

  /// Multiplication with a fraction of the golden ratio spreads neighbours.
  @inline(__always)
  private func firstPlace(_ record: UInt32) -> Int {
    Int((record &* 0x9e37_79b1) &>> shift)
  }

  private func freePlace(_ record: UInt32) -> Int {
    var place = firstPlace(record)
    while index[place] != 0 { place = (place + 1) & (places - 1) }
    return place
  }

  /// Memory that begins on a large page when it fills some, so that look-ups miss no translation.
  private static func pages<T>(of type: T.Type, _ count: Int) -> UnsafeMutablePointer<T> {
    let large = 2 * 1024 * 1024
    let size = count * MemoryLayout<T>.stride
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, size >= large ? large : 64, size) == 0, let memory else {
      preconditionFailure("there is no memory for \(size) bytes")
    }
    if size >= large { madvise(memory, size & ~(large - 1), MADV_HUGEPAGE) }
    return memory.bindMemory(to: type, capacity: count)
  }
}
