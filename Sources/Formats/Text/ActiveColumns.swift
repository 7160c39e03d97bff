import CKernels
import StageKit

/// The columns of a slice in which some row has a value: rows need not look at the others.
///
/// Cost: empty columns are read once along their length, which the processor foresees; row by row
/// they would all lie in the same few lines of its first cache (columns are 4 KiB apart).
final class ActiveColumns {
  private let width: Int
  private(set) var count = 0
  /// The number of each among all columns, rising.
  let places: UnsafeMutablePointer<Int>
  let values: UnsafeMutablePointer<UnsafePointer<Slot>>

  init(width: Int) {
    self.width = width
    places = .allocate(capacity: width)
    values = .allocate(capacity: width)
  }

  deinit {
    places.deallocate()
    values.deallocate()
  }

  /// For the loops that write rows; until the next look.
  var columns: ck_columns {
    ck_columns(
      count: count, places: places,
      values: UnsafeRawPointer(values).assumingMemoryBound(to: UnsafePointer<ck_slot>?.self))
  }

  /// Looks for them among the columns of a slice.
  func find(in rows: EncodedRows) {
    let range = ActiveColumns.range(rows.rows)
    var empty: UnsafePointer<Slot>?
    count = 0
    for column in 0..<width {
      let slots = rows[column]
      if slots == empty { continue }
      if ActiveColumns.holds(slots, range) {
        places[count] = column
        values[count] = slots
        count += 1
      } else {
        // Fields that nothing writes share one empty column.
        empty = slots
      }
    }
  }

  private static func holds(_ slots: UnsafePointer<Slot>, _ range: Range<Int>) -> Bool {
    for row in range where !slots[row].isEmpty { return true }
    return false
  }

  /// From the first to the last row of a selection.
  private static func range(_ rows: Selection) -> Range<Int> {
    var first = Selection.capacity
    var end = 0
    for word in 0..<4 where rows.words[word] != 0 {
      let bits = rows.words[word]
      first = min(first, word * 64 + bits.trailingZeroBitCount)
      end = word * 64 + 64 - bits.leadingZeroBitCount
    }
    return first < end ? first..<end : 0..<0
  }
}
