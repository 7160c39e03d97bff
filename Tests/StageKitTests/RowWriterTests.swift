import StageKit
import Testing

@Suite struct `a row writer` {
  private final class Supply: RowSupply {
    var slices: [Slice] = []
    func nextSlice() -> Slice {
      slices.append(Slice(columnCount: 2))
      return slices[slices.count - 1]
    }
  }

  private let supply = Supply()
  private let field = OutputRef(index: 0, isWanted: true)

  private func writer() -> RowWriter {
    RowWriter(
      slice: supply.nextSlice(), outputs: [1], origin: .empty, now: 0, supply: supply)
  }

  private func record(_ rows: Int, line: UInt64, _ writer: inout RowWriter) {
    writer.beginRecord(.constant("raw"), line: line)
    for number in 0..<rows {
      writer.beginEvent()
      #expect(writer.eventIndex == number)
      writer.set(field, .integer(Int64(number)))
    }
  }

  @Test(arguments: [0, 1, 253, 254, 255, 256, 700])
  func `fills slice after slice, and each knows how many parts there are`(count: Int) {
    var writer = writer()
    record(2, line: 1, &writer)
    writer.endRecord()
    record(count, line: 2, &writer)
    writer.endRecord()
    #expect(supply.slices.map(\.rowCount).reduce(0, +) == count + 2)
    #expect(supply.slices.dropLast().allSatisfy { $0.rowCount == 256 })
    #expect(supply.slices[0].records[0].parts == 2)
    for slice in supply.slices {
      let last = slice.records[slice.recordCount - 1]
      #expect((last.parts, last.line) == (UInt32(count), 2))
    }
    let parts = supply.slices.flatMap { slice in (0..<slice.rowCount).map { slice.rows[$0].part } }
    #expect(parts == [0, 1] + (0..<UInt32(count)))
  }

  @Test(arguments: [1, 253, 254, 255, 256, 700])
  func `takes a record back from all slices that it reached`(count: Int) {
    var writer = writer()
    record(2, line: 1, &writer)
    writer.endRecord()
    record(count, line: 2, &writer)
    writer.dropRecord()
    #expect(supply.slices.map(\.rowCount).reduce(0, +) == 2)
    #expect(
      supply.slices.allSatisfy { slice in
        (0..<256).allSatisfy { row in slice.columns[1][row].isEmpty || row < slice.rowCount }
      })
    // The next record goes on behind it, and a failure of its own takes back its own rows only.
    record(3, line: 3, &writer)
    writer.endRecord()
    record(1, line: 4, &writer)
    writer.dropRecord()
    #expect(supply.slices.map(\.rowCount).reduce(0, +) == 5)
  }

  @Test func `what nobody reads is not written and reads as empty`() {
    var writer = writer()
    let unwanted = OutputRef(index: 0, isWanted: false)
    writer.beginRecord(.constant("raw"), line: 1)
    writer.beginEvent()
    writer.set(unwanted, .integer(1))
    writer.set(unwanted, text: .constant("x"))
    #expect(supply.slices[0].columns[1][0].isEmpty && writer.value(unwanted).isEmpty)
    writer.set(field, text: .constant(""))
    #expect(writer.value(field).isEmpty)
    writer.set(field, text: .constant("x"))
    #expect(writer.value(field).text?.string == "x")
  }
}
