/// What a stage does to the events of a slice: it shows when the stage returns, for the rows that it
/// did not fail.
public struct BatchChanges {
  let outputs: UnsafePointer<UnsafeMutablePointer<Slot>>
  let scratch: UnsafeMutablePointer<Slot>
  let written: UnsafeMutablePointer<Selection>
  let outputCount: Int
  /// Only these may change: the others are passed over, or belong to no event.
  let rows: Selection
  package private(set) var filtered = Selection()
  package private(set) var failed = Selection()
  package private(set) var failures: [RowFailure] = []
  /// Where new bytes go: they live as long as the slice.
  public let arena: Arena

  /// `scratch` holds a column for each output, `written` a selection.
  package init(
    outputs: UnsafePointer<UnsafeMutablePointer<Slot>>, scratch: UnsafeMutablePointer<Slot>,
    written: UnsafeMutablePointer<Selection>, outputCount: Int, rows: Selection,
    arena: Arena
  ) {
    self.outputs = outputs
    self.scratch = scratch
    self.written = written
    self.outputCount = outputCount
    self.rows = rows
    self.arena = arena
    for i in 0..<outputCount { written[i] = Selection() }
  }

  /// Sets a field of one row.
  public mutating func set(_ output: OutputRef, row: Int, _ value: Slot) {
    guard output.isWanted else { return }
    scratch[output.index * Selection.capacity + row] = value
    written[output.index].insert(row)
  }

  /// Sets a text field of one row; no bytes or nil empty it.
  public mutating func set(_ output: OutputRef, row: Int, text: Bytes?) {
    guard let text, text.count > 0 else { return set(output, row: row, .empty) }
    set(output, row: row, .text(text))
  }

  /// Sets a field of many rows at once: `body` fills the places of `rows` in the column; what it
  /// leaves out becomes empty.
  public mutating func set(
    _ output: OutputRef, rows: Selection, _ body: (UnsafeMutablePointer<Slot>) -> Void
  ) {
    guard output.isWanted else { return }
    let column = scratch + output.index * Selection.capacity
    // What an earlier slice left here may point at bytes that are gone.
    rows.forEach { column[$0] = .empty }
    body(column)
    written[output.index] = written[output.index] | rows
  }

  /// Takes rows out of the stream: they count as filtered, from this stage on.
  public mutating func filter(_ rows: Selection) { filtered = filtered | rows }

  /// Gives one row up; nothing that was set for it shows.
  public mutating func fail(row: Int, _ failure: Failure) {
    guard rows.contains(row), !failed.contains(row) else { return }
    failed.insert(row)
    failures.append(RowFailure(row: row, failure: failure))
  }

  package func commit() {
    for place in 0..<outputCount {
      let column = outputs[place]
      let values = scratch + place * Selection.capacity
      ((written[place] & rows) - failed).forEach { column[$0] = values[$0] }
    }
  }
}
