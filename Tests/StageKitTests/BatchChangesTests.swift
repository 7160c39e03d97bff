import StageKit
import Testing

@Suite struct `changes of a batch` {
  private let failure = Failure(.plugin, "no")

  @Test func `show for rows that did not fail`() {
    let bench = Bench(columns: 2, rows: 4)
    var pass = bench.pass(Selection(first: 4))
    var changes = pass.makeBatchChanges()
    changes.set(bench.outputs[0], rows: Selection(first: 4)) { column in
      for row in 0..<4 { column[row] = .integer(Int64(row)) }
    }
    changes.set(bench.outputs[1], row: 2, .integer(7))
    changes.fail(row: 1, failure)
    changes.fail(row: 1, failure)
    #expect(bench.column(0) == [nil, nil, nil, nil])
    pass.take(changes)
    #expect(bench.column(0) == [0, nil, 2, 3])
    #expect(bench.column(1) == [nil, nil, 7, nil])
    #expect(pass.failures.map(\.row) == [1])
  }

  @Test func `a failed row is not filtered too`() {
    let bench = Bench(columns: 1, rows: 3)
    var pass = bench.pass(Selection(first: 3))
    var changes = pass.makeBatchChanges()
    changes.filter(Selection(0, 1))
    changes.fail(row: 1, failure)
    pass.take(changes)
    #expect(pass.filtered == Selection(0))
    #expect(pass.failures.count == 1)
  }

  @Test func `rows that take no part cannot be changed, filtered or failed`() {
    let bench = Bench(columns: 1, rows: 3)
    var pass = bench.pass(Selection(1))
    var changes = pass.makeBatchChanges()
    for row in 0..<256 { changes.set(bench.outputs[0], row: row, .integer(Int64(row))) }
    for row in 0..<256 where row != 1 { changes.fail(row: row, failure) }
    changes.filter(Selection(0, 2))
    pass.take(changes)
    #expect(bench.column(0) == [nil, 1, nil])
    #expect(pass.failures.isEmpty && pass.filtered.isEmpty)
    #expect((3..<256).allSatisfy { bench.slice.columns[0][$0].isEmpty })
  }

  @Test func `places that are not filled become empty, never what another slice left`() {
    let bench = Bench(columns: 1, rows: 2)
    var first = bench.pass(Selection(first: 2))
    var changes = first.makeBatchChanges()
    changes.set(bench.outputs[0], rows: Selection(first: 2)) { column in
      for row in 0..<2 { column[row] = .integer(5) }
    }
    first.take(changes)
    var second = bench.pass(Selection(first: 2))
    changes = second.makeBatchChanges()
    changes.set(bench.outputs[0], rows: Selection(first: 2)) { $0[1] = .integer(6) }
    second.take(changes)
    #expect(bench.column(0) == [nil, 6])
  }

  @Test func `what a pass did not set is not set by the next one`() {
    let bench = Bench(columns: 1, rows: 2)
    var first = bench.pass(Selection(first: 2))
    var changes = first.makeBatchChanges()
    changes.set(bench.outputs[0], row: 0, .integer(5))
    changes.fail(row: 0, failure)
    first.take(changes)
    var second = bench.pass(Selection(first: 2))
    second.take(second.makeBatchChanges())
    #expect(bench.column(0) == [nil, nil])
    #expect(second.failures.isEmpty)
  }
}
