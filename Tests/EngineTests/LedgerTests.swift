import PipelineConfig
import Testing

@testable import Engine

@Suite struct `the ledger` {
  /// One source, a stage, a stage below it, a sink below that, and failures.
  private static let shape = LedgerShape(
    sources: ["in"],
    stages: [
      LedgerShape.Edge(name: "one", upstream: .sources([0])),
      LedgerShape.Edge(name: "two", upstream: .stage(0)),
    ], sinks: [(name: "good", upstream: .stage(1)), (name: "bad", upstream: nil)])

  /// What workers count of a ticket in which everything happens.
  private static func ticket() -> Counts {
    var counts = Counts(sources: 1, stages: 2, sinks: 2)
    counts.sources[0] = SourceCounts(
      headers: 1, blank: 2, records: 10, decoded: 7, empty: 1, unreadable: 2, events: 20,
      inputs: 1)
    counts.stages[0] = StageCounts(incoming: 20, outgoing: 14, filtered: 3, dropped: 1, failed: 2)
    counts.stages[1] = StageCounts(incoming: 14, outgoing: 13, filtered: 0, dropped: 0, failed: 1)
    counts.sinks[0] = SinkCounts(incoming: 13, written: 10, filtered: 2, failed: 1)
    counts.sinks[1] = SinkCounts(incoming: 7, written: 7)
    return counts
  }

  @Test func `unrouted events are owed to failed sinks when asked`() {
    let shape = LedgerShape(
      sources: ["in"], stages: [],
      sinks: [(name: "good", upstream: .sources([0])), (name: "bad", upstream: nil)],
      failsUnrouted: true)
    for rejects in [1, 2] as [UInt64] {
      var counts = Counts(sources: 1, stages: 0, sinks: 2)
      counts.sources[0] = SourceCounts(records: 5, decoded: 5, events: 5, unrouted: 2)
      counts.sinks[0] = SinkCounts(incoming: 5, written: 3, filtered: 2)
      counts.sinks[1] = SinkCounts(incoming: rejects, written: rejects)
      var ledger = Ledger(shape)
      ledger.saw(lines: 5, source: 0)
      ledger.open()
      ledger.close(counts)
      for (sink, rows) in [3, rejects].enumerated() {
        ledger.handed(rows: rows, sink: sink)
        ledger.confirm(total: rows, sink: sink)
      }
      #expect(ledger.imbalances() == (rejects == 2 ? [] : ["bad: in 1 is not the 2 before it"]))
      #expect(LedgerReport(ledger: ledger).lines[0].hasSuffix("events 5, unrouted 2"))
      #expect(
        LedgerReport(ledger: ledger).lines[2].hasPrefix("bad   failed 0 + 0 + unrouted 2 ="))
    }
  }

  @Test func `failed events between the rows of a sink are counted there`() {
    let shape = LedgerShape(
      sources: ["in"], stages: [], sinks: [(name: "good", upstream: .sources([0]))], mixedSink: 0)
    for mixedIn in [1, 2] as [UInt64] {
      var counts = Counts(sources: 1, stages: 0, sinks: 1)
      counts.sources[0] = SourceCounts(records: 5, decoded: 3, unreadable: 2, events: 3)
      counts.sinks[0] = SinkCounts(incoming: 3, written: 3, mixedIn: mixedIn)
      var ledger = Ledger(shape)
      ledger.saw(lines: 5, source: 0)
      ledger.open()
      ledger.close(counts)
      ledger.handed(rows: 5, sink: 0)
      ledger.confirm(total: 5, sink: 0)
      #expect(
        ledger.imbalances()
          == (mixedIn == 2
            ? []
            : [
              "good: 1 failed events between its rows, not 2",
              "good: written 3 rows + failed events 1, handed over 5",
            ]))
      #expect(LedgerReport(ledger: ledger).lines[1].hasSuffix("; failed events \(mixedIn)"))
    }
  }

  @Test func `events that a replay does not owe are counted where they end`() {
    let unowed = { (counts: inout Counts) in
      counts.stages[0].outgoing -= 1
      counts.stages[0].unowed = 1
      counts.stages[1].incoming -= 1
      counts.stages[1].outgoing -= 1
      counts.sinks[0].incoming -= 1
      counts.sinks[0].filtered -= 1
    }
    #expect(books(unowed).imbalances() == [])
    #expect(LedgerReport(ledger: books(unowed)).lines[1].hasSuffix(" + not owed 1"))
    #expect(
      books {
        unowed(&$0)
        $0.stages[0].unowed = 2
      }.imbalances() == [
        "one: in 20 is not out 13 + filtered 3 + dropped 1 + failed 2 + not owed 2"
      ])
  }

  private func books(_ change: (inout Counts) -> Void = { _ in }) -> Ledger {
    var counts = Self.ticket()
    change(&counts)
    var ledger = Ledger(Self.shape)
    ledger.open()
    ledger.saw(lines: 13, source: 0)
    ledger.handed(rows: 10, sink: 0)
    ledger.handed(rows: 7, sink: 1)
    ledger.close(counts)
    ledger.confirm(total: 10, sink: 0)
    ledger.confirm(total: 7, sink: 1)
    return ledger
  }

  @Test func `balances when everything is counted`() {
    #expect(books().imbalances() == [])
    #expect(
      LedgerReport(ledger: books()).lines == [
        "in    lines 13 = records 10 + headers 1 + blank 2; records 10 = decoded 7 + failed 2 + empty 1; events 20; failed inputs 1",
        "good  events 20 = written 10 + filtered 5 + failed 4 + dropped 1",
        "bad   failed 3 + 3 + 1 = written 7",
      ])
  }

  /// Every number that is one too small or too large tips an equation.
  @Test func `fails when one number is wrong`() {
    let paths: [WritableKeyPath<Counts, UInt64>] = [
      \.sources[0].headers, \.sources[0].blank, \.sources[0].records, \.sources[0].decoded,
      \.sources[0].empty, \.sources[0].unreadable, \.sources[0].events, \.sources[0].inputs,
      \.stages[0].incoming, \.stages[0].outgoing, \.stages[0].filtered, \.stages[0].dropped,
      \.stages[0].failed, \.stages[1].incoming, \.stages[1].outgoing, \.stages[1].filtered,
      \.stages[1].dropped, \.stages[1].failed, \.sinks[0].incoming, \.sinks[0].written,
      \.sinks[0].filtered, \.sinks[0].failed, \.sinks[1].incoming, \.sinks[1].written,
      \.sinks[1].filtered, \.sinks[1].failed,
    ]
    for path in paths {
      #expect(!books { $0[keyPath: path] += 1 }.imbalances().isEmpty, "\(path)")
      guard Self.ticket()[keyPath: path] > 0 else { continue }
      #expect(!books { $0[keyPath: path] -= 1 }.imbalances().isEmpty, "\(path)")
    }
  }

  @Test func `fails when reader, writer or target disagree with the workers`() {
    var ledger = books()
    ledger.saw(lines: 1, source: 0)
    #expect(
      ledger.imbalances() == ["in: lines 14 are not headers 1 + blank 2 + records 10"])
    ledger = books()
    ledger.handed(rows: 1, sink: 0)
    #expect(
      ledger.imbalances() == [
        "good: written 10 rows, handed over 11", "good: handed over 11 rows, the target took 10",
      ])
    ledger = books()
    ledger.confirm(total: 5, sink: 1)
    #expect(ledger.imbalances() == ["bad: handed over 7 rows, the target took 5"])
    ledger = books()
    ledger.open()
    #expect(ledger.imbalances() == ["1 blocks of input were never ended"])
  }

  @Test func `while the run goes on, reader and writer may be ahead and never behind`() {
    var ledger = books()
    ledger.open()
    ledger.saw(lines: 5, source: 0)
    ledger.handed(rows: 2, sink: 0)
    #expect(ledger.imbalances(isRunning: true) == [])
    #expect(ledger.imbalances().count == 4)
    ledger.confirm(total: 14, sink: 0)
    #expect(
      ledger.imbalances(isRunning: true) == ["good: handed over 12 rows, the target took 14"])
    ledger = books { $0.sources[0].headers += 1 }
    #expect(
      ledger.imbalances(isRunning: true) == [
        "in: lines 13 are not headers 2 + blank 2 + records 10"
      ])
    ledger = books { $0.sinks[1].written += 1 }
    #expect(!ledger.imbalances(isRunning: true).isEmpty)
  }

  @Test func `several sources add up`() {
    let shape = LedgerShape(
      sources: ["a", "b", "c"],
      stages: [LedgerShape.Edge(name: "one", upstream: .sources([0, 2]))],
      sinks: [(name: "good", upstream: .stage(0)), (name: "all", upstream: .sources([0, 1, 2]))])
    var ledger = Ledger(shape)
    for (source, events) in [(0, 5), (1, 7), (2, 11)] as [(Int, UInt64)] {
      var counts = Counts(sources: 3, stages: 1, sinks: 2)
      counts.sources[source] = SourceCounts(records: events, decoded: events, events: events)
      let taking = source == 1 ? 0 : events
      counts.stages[0] = StageCounts(incoming: taking, outgoing: taking)
      counts.sinks[0] = SinkCounts(incoming: taking, written: taking)
      counts.sinks[1] = SinkCounts(incoming: events, written: events)
      ledger.open()
      ledger.saw(lines: events, source: source)
      ledger.handed(rows: taking, sink: 0)
      ledger.handed(rows: events, sink: 1)
      ledger.close(counts)
    }
    ledger.confirm(total: 16, sink: 0)
    ledger.confirm(total: 23, sink: 1)
    #expect(ledger.imbalances() == [])
    #expect(ledger.received(.sources([0, 2])) == 16)
  }
}
