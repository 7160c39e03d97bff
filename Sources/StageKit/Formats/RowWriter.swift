/// Adds the rows of one record to slices.
public struct RowWriter {
  package private(set) var slice: Slice
  package private(set) var row = 0
  package private(set) var part = 0
  private let outputs: [Int]
  private var columns: UnsafeMutablePointer<UnsafeMutablePointer<Slot>>
  private let more: () -> Slice
  private let raw: Bytes
  /// The number of the record's line.
  public let line: UInt64
  /// What the ids of generated events derive from, beside bytes and part.
  public let origin: Bytes

  /// `outputs` are the physical columns by output; `more` gives the next slice when one is full.
  package init(
    slice: Slice, outputs: [Int], raw: Bytes, line: UInt64, origin: Bytes,
    more: @escaping () -> Slice
  ) {
    self.slice = slice
    self.outputs = outputs
    self.raw = raw
    self.line = line
    self.origin = origin
    self.more = more
    columns = slice.columns
  }

  /// Where new bytes go.
  public var arena: Arena { slice.arena }

  /// Begins a new event; values that are set next are its own.
  public mutating func beginEvent() {
    if slice.rowCount == Selection.capacity {
      slice = more()
      slice.addRecord(raw, line: line)
      columns = slice.columns
    }
    row = slice.addRow(part: part)
    part += 1
  }

  /// Sets a field of the event begun last.
  public mutating func set(_ output: OutputRef, _ value: Slot) {
    guard output.isWanted else { return }
    columns[outputs[output.index]][row] = value
  }

  /// Sets a text field; no bytes leave it empty.
  public mutating func set(_ output: OutputRef, text: Bytes?) {
    guard output.isWanted, let text, text.count > 0 else { return }
    columns[outputs[output.index]][row] = .text(text)
  }
}
