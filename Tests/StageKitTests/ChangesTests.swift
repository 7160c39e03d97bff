import StageKit
import Testing

@Suite struct `changes of an event` {
  @Test func `show only when they are committed`() {
    let bench = Bench(columns: 2, rows: 2)
    var changes = bench.changes()
    changes.begin(row: 0)
    changes.set(bench.outputs[0], .integer(1))
    changes.set(bench.outputs[1], .integer(2))
    #expect(bench.column(0) == [nil, nil])
    // The first event fails: the next one begins without a commit.
    changes.begin(row: 1)
    changes.set(bench.outputs[1], .integer(3))
    changes.commit()
    #expect(bench.column(0) == [nil, nil])
    #expect(bench.column(1) == [nil, 3])
  }

  @Test func `hold the last of many values`() {
    let bench = Bench(columns: 2, rows: 1)
    var changes = bench.changes()
    changes.begin(row: 0)
    changes.set(bench.outputs[1], .integer(-1))
    for value in 0..<1000 { changes.set(bench.outputs[0], .integer(Int64(value))) }
    changes.commit()
    #expect((bench.column(0), bench.column(1)) == ([999], [-1]))
  }

  @Test func `an empty text empties the field`() {
    let bench = Bench(columns: 1, rows: 1)
    bench.slice.columns[0][0] = .integer(1)
    var changes = bench.changes()
    changes.begin(row: 0)
    changes.set(bench.outputs[0], text: .empty)
    changes.commit()
    #expect(bench.column(0) == [nil])
  }

  @Test func `what nobody reads vanishes`() {
    let bench = Bench(columns: 1, rows: 1)
    var changes = bench.changes()
    changes.begin(row: 0)
    changes.set(OutputRef(index: 0, isWanted: false), .integer(1))
    changes.commit()
    #expect(bench.column(0) == [nil])
  }

  @Test func `entities pile up within an event and on those of earlier stages`() {
    let bench = Bench(columns: 1, rows: 2)
    let entity = EntityRef(output: bench.outputs[0], schema: .constant("iglu:a"), group: 3)
    for _ in 0..<2 {
      var changes = bench.changes()
      for row in 0..<2 {
        changes.begin(row: row)
        changes.add(entity, data: .constant("1"))
        changes.add(entity, data: .constant("2"))
        if row == 0 { changes.commit() }
      }
    }
    #expect(bench.slice.columns[0][0].count == 4)
    #expect(bench.slice.columns[0][1].isEmpty)
  }

  @Test func `a filter belongs to its event`() {
    let bench = Bench(columns: 1, rows: 2)
    var changes = bench.changes()
    changes.begin(row: 0)
    changes.filter()
    let first = changes.isFiltered
    changes.begin(row: 1)
    let second = changes.isFiltered
    #expect((first, second) == (true, false))
  }
}
