/// Gives slices when a record has more events than fit into one.
package protocol RowSupply: AnyObject {
  func nextSlice() -> Slice
}

/// Adds the rows of records to slices.
public struct RowWriter {
  package private(set) var slice: Slice
  /// Events that the record in hand has made so far.
  package private(set) var part = 0
  /// The number of the record's line.
  public private(set) var line: UInt64 = 0
  /// The same in the input that is read, which differs when the record is read once more.
  private var inputLine: UInt64 = 0
  /// The record as it came, without its line end.
  public private(set) var raw = Bytes.empty
  /// What the ids of generated events derive from, beside line, part and bytes.
  public private(set) var origin: Bytes
  /// Random bytes that go into generated ids as well; empty when ids are the same in every run.
  public let idSalt: Bytes
  /// The time of processing, in milliseconds since 1970.
  public let now: Int64

  private let view: RowColumns
  private let supply: any RowSupply
  /// By output, the column of the slice in hand; follows `view`.
  @usableFromInline let columns: UnsafeMutablePointer<UnsafeMutablePointer<Slot>>
  @usableFromInline private(set) var row = 0
  private var firstRow = 0
  /// Slices that the record in hand has filled before this one, and its first row in each.
  private var filled: [(slice: Slice, firstRow: Int)] = []
  /// Events of the record in hand that were given up alone, by their place in it.
  package private(set) var rejected: [(part: Int, failure: Failure)] = []

  /// `outputs` are the physical columns by output.
  package init(
    slice: Slice, outputs: [Int], origin: Bytes, now: Int64, idSalt: Bytes = .empty,
    supply: any RowSupply
  ) {
    self.init(
      slice: slice, view: RowColumns(outputs), origin: origin, now: now, idSalt: idSalt,
      supply: supply)
  }

  /// `view` serves one writer at a time.
  package init(
    slice: Slice, view: RowColumns, origin: Bytes, now: Int64, idSalt: Bytes,
    supply: any RowSupply
  ) {
    self.slice = slice
    self.view = view
    self.origin = origin
    self.now = now
    self.idSalt = idSalt
    self.supply = supply
    columns = view.pointers
    view.point(at: slice)
  }

  /// Where new bytes go.
  public var arena: Arena { slice.arena }

  /// The place of the event begun last among those of its record, from 0.
  public var eventIndex: Int { part - 1 }

  package mutating func beginRecord(_ raw: Bytes, line: UInt64) {
    self.raw = raw
    self.line = line
    inputLine = line
    part = 0
    if !filled.isEmpty { filled.removeAll(keepingCapacity: true) }
    if !rejected.isEmpty { rejected.removeAll(keepingCapacity: true) }
    slice.addRecord(raw, line: line)
    firstRow = slice.rowCount
  }

  /// Says that the record in hand tells of another one, which is to be read in its place: all that
  /// derives from where it stood is as it was.
  package mutating func replaceRecord(_ raw: Bytes, line: UInt64, origin: Bytes) {
    self.raw = raw
    self.line = line
    self.origin = origin
    slice.replaceRecord(raw)
  }

  /// Ends a record: each of its slices learns how many events it made.
  package mutating func endRecord() {
    guard !filled.isEmpty || !rejected.isEmpty else { return }
    for other in filled { other.slice.setParts(part) }
    slice.setParts(part)
  }

  /// Takes back what a record that failed half-way had added, in all slices that it reached.
  package mutating func dropRecord() {
    for other in filled { other.slice.dropRows(from: other.firstRow) }
    slice.dropRows(from: firstRow)
    part = 0
    rejected.removeAll(keepingCapacity: true)
  }

  /// Makes one event of a record that may have many: when `body` fails, that event alone is given up,
  /// and the others go on.
  ///
  /// Shape: `body` begins one event.
  public mutating func event(_ body: (inout RowWriter) throws(Failure) -> Void) {
    let (before, row, part) = (slice, slice.rowCount, part)
    do throws(Failure) { try body(&self) } catch {
      slice.dropRows(from: slice === before ? row : 0)
      self.part = part + 1
      rejected.append((part, error))
    }
  }

  /// Begins a new event; values that are set next are its own.
  public mutating func beginEvent() {
    if slice.rowCount == Selection.capacity {
      filled.append((slice, firstRow))
      slice = supply.nextSlice()
      slice.addRecord(raw, line: inputLine)
      view.point(at: slice)
      firstRow = 0
    }
    row = slice.addRow(part: part)
    part += 1
  }

  /// Sets a field of the event begun last.
  @inlinable public mutating func set(_ output: OutputRef, _ value: Slot) {
    guard output.isWanted else { return }
    columns[output.index][row] = value
  }

  /// Sets a text field; no bytes leave it empty.
  @inlinable public mutating func set(_ output: OutputRef, text: Bytes?) {
    guard output.isWanted, let text, text.count > 0 else { return }
    columns[output.index][row] = .text(text)
  }

  /// Sets a text field to bytes that are clean (`Slot.clean`); none leave it empty.
  @inlinable package mutating func set(_ output: OutputRef, clean: Bytes?) {
    guard output.isWanted, let clean, clean.count > 0 else { return }
    columns[output.index][row] = .clean(clean)
  }

  /// What was set before; empty when nothing reads the field.
  @inlinable public func value(_ output: OutputRef) -> Slot {
    output.isWanted ? columns[output.index][row] : .empty
  }
}
