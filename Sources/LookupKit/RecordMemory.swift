import CKernels
import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Rows of a `RecordCache` that never move, and an index from record numbers to them.
final class RecordMemory {
  /// What the rows and the index take.
  private(set) var byteCount = 0

  private let width: Int
  private var pieces: [UnsafeMutableRawPointer] = []
  private var next: UnsafeMutableRawPointer
  private var end: UnsafeMutableRawPointer
  /// At most half full; a free place has no row.
  private var index: UnsafeMutablePointer<Entry>
  private var shift: UInt32
  private var count = 0

  private struct Entry: BitwiseCopyable {
    var row: UnsafePointer<Slot>?
    var record: UInt32
  }

  /// Small runs meet a few hundred places; large ones get large pages.
  private static let firstPiece = 256 * 1024
  private static let laterPiece = 2 * 1024 * 1024
  private static let firstDigits: UInt32 = 11

  init(width: Int) {
    self.width = width
    shift = 32 - RecordMemory.firstDigits
    index = RecordMemory.makeIndex(digits: RecordMemory.firstDigits)
    next = RecordMemory.pages(RecordMemory.firstPiece)
    end = next + (RecordMemory.firstPiece - Bytes.slack)
    pieces.append(next)
    byteCount = RecordMemory.firstPiece + places * MemoryLayout<Entry>.stride
  }

  deinit {
    for piece in pieces { free(piece) }
    free(index)
  }

  @inline(__always)
  func find(_ record: UInt32) -> UnsafePointer<Slot>? {
    var place = firstPlace(record)
    while let row = index[place].row {
      if index[place].record == record { return row }
      place = (place &+ 1) & (places &- 1)
    }
    return nil
  }

  @inline(__always)
  func fetchPlace(of record: UInt32) { ck_fetch(index + firstPlace(record)) }

  /// Its slots and what most texts take.
  @inline(__always)
  func fetchRow(of record: UInt32) {
    guard let row = find(record) else { return }
    for line in 0..<3 { ck_fetch(UnsafeRawPointer(row) + line &* 64) }
  }

  func add(_ record: UInt32, _ values: UnsafePointer<Slot>) -> UnsafePointer<Slot> {
    let row = room(for: values).bindMemory(to: Slot.self, capacity: width)
    var text = UnsafeMutableRawPointer(row + width)
    for place in 0..<width {
      let value = values[place]
      row[place] = value
      guard value.hasBytes else { continue }
      let bytes = value.bytes
      text.copyMemory(from: bytes.start, byteCount: bytes.count)
      let start = UnsafePointer(text.assumingMemoryBound(to: UInt8.self))
      row[place] = value.moved(to: Bytes(start, bytes.count))
      text += bytes.count
    }
    if (count + 1) * 2 > places { growIndex() }
    insert(Entry(row: UnsafePointer(row), record: record))
    count += 1
    return UnsafePointer(row)
  }

  /// Takes room for a row and its bytes, aligned to lines where it fills some.
  private func room(for values: UnsafePointer<Slot>) -> UnsafeMutableRawPointer {
    var size = width * MemoryLayout<Slot>.stride
    for place in 0..<width where values[place].hasBytes { size += Int(values[place].count) }
    size = (size + 63) & ~63
    if end - next < size { addPiece(size) }
    defer { next += size }
    return next
  }

  private func addPiece(_ size: Int) {
    let bytes = max(RecordMemory.laterPiece, size + Bytes.slack)
    next = RecordMemory.pages(bytes)
    end = next + (bytes - Bytes.slack)
    pieces.append(next)
    byteCount += bytes
  }

  // MARK: index

  @inline(__always) private var places: Int { 1 &<< Int(32 &- shift) }

  /// Multiplication with a fraction of the golden ratio spreads neighbours.
  @inline(__always)
  private func firstPlace(_ record: UInt32) -> Int { Int((record &* 0x9e37_79b1) &>> shift) }

  private func insert(_ entry: Entry) {
    var place = firstPlace(entry.record)
    while index[place].row != nil { place = (place &+ 1) & (places &- 1) }
    index[place] = entry
  }

  private func growIndex() {
    let (old, oldPlaces) = (index, places)
    shift -= 1
    index = RecordMemory.makeIndex(digits: 32 - shift)
    for place in 0..<oldPlaces where old[place].row != nil { insert(old[place]) }
    free(old)
    byteCount += oldPlaces * MemoryLayout<Entry>.stride
  }

  private static func makeIndex(digits: UInt32) -> UnsafeMutablePointer<Entry> {
    let memory = pages(MemoryLayout<Entry>.stride << Int(digits))
      .bindMemory(to: Entry.self, capacity: 1 << Int(digits))
    memory.initialize(repeating: Entry(row: nil, record: 0), count: 1 << Int(digits))
    return memory
  }

  /// Memory that begins on a large page when it fills some, so that look-ups miss no translation.
  private static func pages(_ size: Int) -> UnsafeMutableRawPointer {
    let large = 2 * 1024 * 1024
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, size >= large ? large : 64, size) == 0, let memory else {
      preconditionFailure("there is no memory for \(size) bytes")
    }
    if size >= large { madvise(memory, size & ~(large - 1), MADV_HUGEPAGE) }
    return memory
  }
}

extension Slot {
  /// Whether `bytes` are those of the value.
  fileprivate var hasBytes: Bool { kind == .text || kind == .json || kind == .decimal }
}
