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

  @Test func `values that are set together come before those that are set behind them`() {
    let bench = Bench(columns: 3, rows: 2)
    bench.slice.columns[2][1] = .integer(9)
    var changes = bench.changes()
    let first: [Slot] = [.integer(1), .integer(2), .empty]
    let second: [Slot] = [.integer(5)]
    // They stay where they are until the commit.
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        bench.outputs.withUnsafeBufferPointer { outputs in
          guard let all = outputs.baseAddress, let three = first.baseAddress,
            let one = second.baseAddress
          else { return }
          for row in 0..<2 {
            changes.begin(row: row)
            changes.set(all, three, count: 3)
            changes.set(bench.outputs[1], .integer(3))
            changes.set(all, one, count: 1)
            if row == 1 { changes.commit() }
          }
        }
      }
    }
    // Nothing of one event is left for the next.
    changes.begin(row: 0)
    changes.commit()
    #expect(bench.column(0) == [nil, 5])
    #expect(bench.column(1) == [nil, 3])
    #expect(bench.column(2) == [nil, nil])
  }

  @Test func `values that are set together vanish where nobody reads them`() {
    let bench = Bench(columns: 1, rows: 1)
    var changes = bench.changes()
    changes.begin(row: 0)
    let nobody = [OutputRef(index: 0, isWanted: false)]
    let values: [Slot] = [.integer(1)]
    nobody.withUnsafeBufferPointer { outputs in
      values.withUnsafeBufferPointer { values in
        guard let base = outputs.baseAddress, let first = values.baseAddress else { return }
        changes.set(base, first, count: 1)
        changes.commit()
      }
    }
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
