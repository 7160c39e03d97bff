/// Where a row comes from: its record in the slice, and which part of that record it is.
public struct RowOrigin: BitwiseCopyable, @unchecked Sendable {
  // Sendable: what `piece` points at is never written again, and lives as long as the row.
  public let record: UInt32
  /// Which event of its record it is, from 0.
  public let part: UInt32
  /// Which piece of that event it is; nil for one that no stage has split.
  public let piece: UnsafePointer<Piece>?

  /// Makes the origin of a row; without a piece, of an event that was not split.
  public init(record: UInt32, part: UInt32, piece: UnsafePointer<Piece>? = nil) {
    self.record = record
    self.part = part
    self.piece = piece
  }
}

/// A record as it came: its bytes without the line end, and its place in the input.
public struct RecordOrigin: BitwiseCopyable, Sendable {
  /// The bytes of the record, without its line end.
  public let raw: Bytes
  /// The number of the line it begins at, from 1.
  public let line: UInt64
  /// How many rows were made from it, in all slices that it fills.
  public var parts: UInt32

  /// Makes the origin of a record; `line` counts from 1.
  public init(raw: Bytes, line: UInt64, parts: UInt32 = 0) {
    self.raw = raw
    self.line = line
    self.parts = parts
  }
}

/// Up to 256 events on their way: a table of records, and columns of slots.
///
/// Shape: a column exists only for a field that the plan uses; rows carry the number of their
/// record. One worker at a time holds a slice.
/// Cost: 4 KiB a column; made once and used again and again.
public final class Slice {
  /// Memory of the bytes that are made on the way, freed when the slice is used again.
  public let arena = Arena()
  /// Physical columns, each of `Selection.capacity` slots.
  public let columns: UnsafeMutablePointer<UnsafeMutablePointer<Slot>>
  /// How many columns there are.
  public let columnCount: Int
  /// The origins of the rows, with room for `Selection.capacity`.
  public let rows: UnsafeMutablePointer<RowOrigin>
  public let records: UnsafeMutablePointer<RecordOrigin>
  /// How many rows it has so far.
  public var rowCount: Int { counts.pointee.rows }
  /// How many records it has so far.
  public var recordCount: Int { counts.pointee.records }

  /// Behind a pointer: properties of a class would be checked for exclusive access, six times an
  /// event, also where this code is inlined into other modules.
  private let counts: UnsafeMutablePointer<(rows: Int, records: Int)>
  private let memory: UnsafeMutablePointer<Slot>

  /// Slots from one column to the next: 4 KiB apart, all columns of a row would share one set of the
  /// first cache (60 fields written and read: 620 ns an event against 97 with this gap).
  private static let stride = Selection.capacity + 4

  /// A slice with room for `columnCount` columns.
  public init(columnCount: Int) {
    self.columnCount = columnCount
    let slots = max(columnCount, 1) * Slice.stride
    memory = .allocate(capacity: slots)
    memory.initialize(repeating: .empty, count: slots)
    columns = .allocate(capacity: max(columnCount, 1))
    for i in 0..<max(columnCount, 1) { columns[i] = memory + i * Slice.stride }
    counts = .allocate(capacity: 1)
    counts.initialize(to: (0, 0))
    rows = .allocate(capacity: Selection.capacity)
    records = .allocate(capacity: Selection.capacity)
  }

  deinit {
    counts.deallocate()
    memory.deallocate()
    columns.deallocate()
    rows.deallocate()
    records.deallocate()
  }

  /// Whether there is no room for another row or record.
  public var isFull: Bool {
    rowCount == Selection.capacity || recordCount == Selection.capacity
  }

  /// Notes a record; rows that are added next belong to it. The caller has looked at `isFull`.
  public func addRecord(_ raw: Bytes, line: UInt64) {
    records[recordCount] = RecordOrigin(raw: raw, line: line)
    counts.pointee.records += 1
  }

  /// Puts other bytes in the place of the last record's own: those of the record that it tells of.
  public func replaceRecord(_ raw: Bytes) {
    let last = records[recordCount - 1]
    records[recordCount - 1] = RecordOrigin(raw: raw, line: last.line, parts: last.parts)
  }

  /// Adds an empty row of the last record; `part` counts from 0 over all slices of the record.
  public func addRow(part: Int) -> Int {
    let row = rowCount
    rows[row] = RowOrigin(record: UInt32(recordCount - 1), part: UInt32(part))
    records[recordCount - 1].parts += 1
    counts.pointee.rows = row + 1
    return row
  }

  /// Adds a copy of a row of another slice, whose bytes must live as long as this one.
  public func addCopy(of row: Int, in other: Slice, piece: UnsafePointer<Piece>?) -> Int {
    let origin = other.rows[row]
    let record = other.records[Int(origin.record)]
    let isKnown =
      recordCount > 0 && records[recordCount - 1].line == record.line
      && records[recordCount - 1].raw.start == record.raw.start
    if !isKnown {
      records[recordCount] = record
      counts.pointee.records += 1
    }
    let copy = rowCount
    rows[copy] = RowOrigin(
      record: UInt32(recordCount - 1), part: origin.part, piece: piece ?? origin.piece)
    for column in 0..<columnCount { columns[column][copy] = other.columns[column][row] }
    counts.pointee.rows = copy + 1
    return copy
  }

  /// Takes back the rows from `row` on, which the last record has made.
  public func dropRows(from row: Int) {
    guard row < rowCount else { return }
    let dropped = UInt32(rowCount - row)
    records[recordCount - 1].parts -= min(dropped, records[recordCount - 1].parts)
    for index in 0..<columnCount {
      for r in row..<rowCount { columns[index][r] = .empty }
    }
    counts.pointee.rows = row
  }

  /// Notes how many rows the last record has made in all slices together.
  public func setParts(_ parts: Int) { records[recordCount - 1].parts = UInt32(parts) }

  /// Bytes that are emptied in one go: from 2 KiB on the C library takes an instruction that is slow to
  /// begin, below it stores of 32 bytes.
  private static let piece = 1024

  /// Makes the slice empty again.
  public func reset() {
    let count = rowCount * MemoryLayout<Slot>.stride
    for index in 0..<columnCount {
      // All zero is the empty slot: filling bytes is 3.4 times as fast as storing slots (220 rows).
      let column = UnsafeMutableRawPointer(columns[index])
      var done = 0
      while done < count {
        (column + done).initializeMemory(
          as: UInt8.self, repeating: 0, count: min(Slice.piece, count &- done))
        done &+= Slice.piece
      }
    }
    counts.pointee = (0, 0)
    arena.reset()
  }
}
