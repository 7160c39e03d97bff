@testable import StageKit

/// Columns of one slice as a stage sees them, and the scratch memory of a worker.
final class Bench {
  let slice: Slice
  let scratch: StageScratch
  /// One output for each column.
  let outputs: [OutputRef]

  init(columns: Int, rows: Int) {
    slice = Slice(columnCount: columns)
    slice.addRecord(.constant("raw"), line: 1)
    for part in 0..<rows { _ = slice.addRow(part: part) }
    scratch = StageScratch(outputCount: columns, wholeColumns: true)
    outputs = (0..<columns).map { OutputRef(index: $0, isWanted: true) }
  }

  func changes() -> Changes {
    Changes(
      outputs: slice.columns, pending: scratch.pending, written: scratch.written,
      outputCount: scratch.outputCount, arena: slice.arena)
  }

  func pass(_ rows: Selection) -> StagePass {
    StagePass(
      inputs: slice.columns, outputs: slice.columns, rows: rows, arena: slice.arena,
      scratch: scratch)
  }

  /// The numbers of a column; nil where it is empty.
  func column(_ index: Int) -> [Int64?] {
    (0..<slice.rowCount).map { row in
      let slot = slice.columns[index][row]
      return slot.isEmpty ? nil : slot.integer
    }
  }
}

extension Selection {
  init(_ rows: Int...) {
    self.init()
    for row in rows { insert(row) }
  }
}
