import EventModel
import Testing

@Suite struct `a slice` {
  private func fill(_ slice: Slice, rows: Int, line: UInt64 = 1) {
    slice.addRecord(.constant("raw"), line: line)
    for part in 0..<rows {
      let row = slice.addRow(part: part)
      for column in 0..<slice.columnCount { slice.columns[column][row] = .integer(Int64(row)) }
    }
  }

  private func isEmpty(_ slice: Slice, from row: Int) -> Bool {
    (0..<slice.columnCount).allSatisfy { column in
      (row..<Selection.capacity).allSatisfy { slice.columns[column][$0].isEmpty }
    }
  }

  @Test func `is full with 256 rows or 256 records`() {
    let slice = Slice(columnCount: 2)
    fill(slice, rows: 256)
    #expect(slice.isFull && slice.rowCount == 256 && slice.recordCount == 1)
    slice.reset()
    for line in 0..<256 { slice.addRecord(.empty, line: UInt64(line)) }
    #expect(slice.isFull && slice.rowCount == 0)
  }

  @Test(arguments: [0, 1, 100, 256])
  func `is empty again after a reset`(rows: Int) {
    let slice = Slice(columnCount: 3)
    fill(slice, rows: rows)
    slice.reset()
    #expect((slice.rowCount, slice.recordCount) == (0, 0))
    #expect(isEmpty(slice, from: 0))
  }

  @Test func `rows know their record and part`() {
    let slice = Slice(columnCount: 1)
    fill(slice, rows: 2, line: 5)
    fill(slice, rows: 3, line: 6)
    #expect((0..<5).map { slice.rows[$0].record } == [0, 0, 1, 1, 1])
    #expect((0..<5).map { slice.rows[$0].part } == [0, 1, 0, 1, 2])
    #expect((slice.records[0].parts, slice.records[1].parts) == (2, 3))
    #expect((slice.records[0].line, slice.records[1].line) == (5, 6))
    slice.setParts(9)
    #expect((slice.records[0].parts, slice.records[1].parts) == (2, 9))
  }

  @Test func `rows that are taken back leave nothing`() {
    let slice = Slice(columnCount: 2)
    fill(slice, rows: 3)
    fill(slice, rows: 4)
    slice.dropRows(from: 3)
    #expect(slice.rowCount == 3 && isEmpty(slice, from: 3))
    #expect((slice.records[0].parts, slice.records[1].parts) == (3, 0))
    slice.dropRows(from: 3)
    #expect(slice.rowCount == 3)
  }

  @Test func `without columns is possible`() {
    let slice = Slice(columnCount: 0)
    fill(slice, rows: 10)
    slice.reset()
    #expect(slice.rowCount == 0)
  }

  @Test func `columns do not begin in the same set of the cache`() {
    let slice = Slice(columnCount: 4)
    let sets = (0..<4).map { Int(bitPattern: slice.columns[$0]) / 64 % 64 }
    #expect(Set(sets).count == 4)
  }
}
