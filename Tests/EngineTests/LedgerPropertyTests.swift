import PipelineConfig
import TestSupport
import Testing

@testable import Engine

/// A tree, tickets through it, and what each place counts on its own.
private struct Simulation {
  let shape: LedgerShape
  private(set) var ledger: Ledger
  private var generator: SeededGenerator
  /// By sink: rows that were handed over, and those of them that the target has not spoken of.
  private var unconfirmed: [UInt64]
  private var confirmed: [UInt64]
  /// Tickets that were read and not yet written.
  private var waiting: [(counts: Counts, rows: [UInt64])] = []

  init(_ generator: SeededGenerator) {
    var generator = generator
    let sources = (0..<Int.random(in: 1...3, using: &generator)).map { "s\($0)" }
    let failsUnrouted = false
    var stages: [LedgerShape.Edge] = []
    func place() -> Upstream {
      let root = Upstream.sources(Array(sources.indices))
      guard !stages.isEmpty, Int.random(in: 0..<4, using: &generator) > 0 else { return root }
      return .stage(Int.random(in: stages.indices, using: &generator))
    }
    for number in 0..<Int.random(in: 0...6, using: &generator) {
      let upstream = place()
      stages.append(LedgerShape.Edge(name: "t\(number)", upstream: upstream))
    }
    var sinks: [(name: String, upstream: Upstream?)] = []
    for number in 0..<Int.random(in: 1...4, using: &generator) {
      sinks.append(("k\(number)", place()))
    }
    for number in 0..<Int.random(in: 1...2, using: &generator) { sinks.append(("f\(number)", nil)) }
    shape = LedgerShape(
      sources: sources, stages: stages, sinks: sinks, failsUnrouted: failsUnrouted)
    ledger = Ledger(shape)
    unconfirmed = Array(repeating: 0, count: sinks.count)
    confirmed = unconfirmed
    self.generator = generator
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  // MARK: tickets

  /// Reads a ticket: lines with no, one or many events each.
  mutating func read() {
    let source = Int.random(in: shape.sources.indices, using: &generator)
    let lines = Int.random(in: 0...20, using: &generator)
    ledger.open()
    ledger.saw(lines: UInt64(lines), source: source, again: chance(10))
    var counts = Counts(
      sources: shape.sources.count, stages: shape.stages.count, sinks: shape.sinks.count)
    var failures: UInt64 = 0
    for _ in 0..<lines {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: counts.sources[source].headers += 1
      case 1: counts.sources[source].blank += 1
      case 2:
        counts.sources[source].records += 1
        counts.sources[source].empty += 1
      case 3:
        counts.sources[source].records += 1
        counts.sources[source].unreadable += 1
        failures += 1
      default:
        counts.sources[source].records += 1
        counts.sources[source].decoded += 1
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          counts.sources[source].events += 1
          if chance(5) {
            counts.sources[source].rejected += 1
            failures += 1
          } else {
            failures += send(from: .sources([source]), source, &counts)
          }
        }
      }
    }
    for (sink, edge) in shape.sinks.enumerated() where edge.upstream == nil {
      counts.sinks[sink].incoming = failures
      counts.sinks[sink].written = failures
    }
    waiting.append((counts, counts.sinks.map(\.written)))
  }

  /// One event from a place of the tree on; gives how often it fails below.
  private mutating func send(from place: Upstream, _ source: Int, _ counts: inout Counts) -> UInt64
  {
    func isHere(_ upstream: Upstream?) -> Bool {
      switch (place, upstream) {
      case (.sources, .sources(let all)?): all.contains(source)
      case (.stage(let here), .stage(let other)?): here == other
      default: false
      }
    }
    var failures: UInt64 = 0
    for (sink, edge) in shape.sinks.enumerated() where isHere(edge.upstream) {
      counts.sinks[sink].incoming += 1
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: counts.sinks[sink].filtered += 1
      case 1:
        counts.sinks[sink].failed += 1
        failures += 1
      default: counts.sinks[sink].written += 1
      }
    }
    for (stage, edge) in shape.stages.enumerated() where isHere(edge.upstream) {
      counts.stages[stage].incoming += 1
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: counts.stages[stage].filtered += 1
      case 1: counts.stages[stage].dropped += 1
      case 2:
        counts.stages[stage].failed += 1
        failures += 1
      default:
        counts.stages[stage].outgoing += 1
        failures += send(from: .stage(stage), source, &counts)
      }
    }
    return failures
  }

  /// Writes one of the tickets that wait, whichever it is.
  mutating func write() {
    guard !waiting.isEmpty else { return }
    let ticket = waiting.remove(at: Int.random(in: waiting.indices, using: &generator))
    for (sink, rows) in ticket.rows.enumerated() {
      ledger.handed(rows: rows, sink: sink)
      unconfirmed[sink] += rows
    }
    ledger.close(ticket.counts)
  }

  /// Some targets speak of some of their rows.
  mutating func confirm(all: Bool = false) {
    for sink in unconfirmed.indices.shuffled(using: &generator) {
      let rows =
        all ? unconfirmed[sink] : UInt64.random(in: 0...unconfirmed[sink], using: &generator)
      unconfirmed[sink] -= rows
      confirmed[sink] += rows
      ledger.confirm(total: confirmed[sink], sink: sink)
    }
  }

  /// Another plan of the same shape goes on with the targets: what the earlier books still owe goes
  /// with them.
  mutating func handOver() -> Ledger {
    while !waiting.isEmpty { write() }
    var earlier = ledger
    ledger = Ledger(shape)
    for sink in confirmed.indices {
      let open = earlier.handOn(total: confirmed[sink], sink: sink)
      ledger.takeOn(rows: open, confirmedBefore: confirmed[sink], sink: sink)
    }
    return earlier
  }

  mutating func step() {
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: read()
    case 1: write()
    default: confirm()
    }
  }

  mutating func end() {
    while !waiting.isEmpty { write() }
    confirm(all: true)
  }

  var hasOpen: Bool { !waiting.isEmpty || unconfirmed.contains { $0 > 0 } }
}

@Suite struct `the ledger of random trees` {
  private static let rounds = 2_000

  @Test func `balances at the end, and not before`() {
    var generator = SeededGenerator("the ledger of random trees")
    for _ in 0..<Self.rounds {
      let seed = generator.next()
      var books = Simulation(SeededGenerator(seed: seed))
      for _ in 0..<Int.random(in: 0...30, using: &generator) {
        books.step()
        if books.hasOpen { #expect(!books.ledger.imbalances().isEmpty, "seed \(seed)") }
      }
      books.end()
      #expect(books.ledger.imbalances() == [], "seed \(seed)")
    }
  }

  @Test func `balances for each of two plans that have the same targets`() {
    var generator = SeededGenerator("ledgers one after the other")
    for _ in 0..<Self.rounds / 4 {
      let seed = generator.next()
      var books = Simulation(SeededGenerator(seed: seed))
      for _ in 0..<3 {
        for _ in 0..<10 { books.step() }
        let earlier = books.handOver()
        #expect(earlier.imbalances() == [], "seed \(seed)")
      }
      books.end()
      #expect(books.ledger.imbalances() == [], "seed \(seed)")
    }
  }

  /// Places at which something goes wrong, and whose name must be said.
  private enum Fault: CaseIterable {
    case lostRow, doubledRow, lostConfirmation, lostTicket, lostLine
  }

  @Test func `says which edge does not balance when something is lost or doubled`() {
    var generator = SeededGenerator("faults in the books")
    for _ in 0..<Self.rounds / 4 {
      let seed = generator.next()
      var books = Simulation(SeededGenerator(seed: seed))
      for _ in 0..<20 { books.step() }
      books.end()
      var ledger = books.ledger
      let sink = Int.random(in: books.shape.sinks.indices, using: &generator)
      let counts = ledger.counts.sinks[sink]
      let name: String
      switch Fault.allCases.randomElement(using: &generator) ?? .lostRow {
      case .lostRow where counts.taken > 0:
        ledger.confirm(total: counts.confirmed - 1, sink: sink)
        name = books.shape.sinks[sink].name
      case .lostConfirmation, .lostRow:
        ledger.handed(rows: 1, sink: sink)
        name = books.shape.sinks[sink].name
      case .doubledRow:
        ledger.confirm(total: counts.confirmed + 1, sink: sink)
        name = books.shape.sinks[sink].name
      case .lostTicket:
        ledger.open()
        name = "1 blocks of input were never ended"
      case .lostLine:
        ledger.saw(lines: 1, source: 0)
        name = "s0"
      }
      let lines = ledger.imbalances()
      #expect(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix(name) }, "seed \(seed): \(lines)")
    }
  }
}

@Suite struct `what is acknowledged` {
  /// Rows of tickets at two sinks that answer in any order.
  @Test func `is what every sink has settled, and never a part`() {
    var generator = SeededGenerator("acknowledgements")
    for _ in 0..<500 {
      var settlement = Settlement(sinks: [0, 1])
      var ends: [[UInt64]] = []
      var total: [UInt64] = [0, 0]
      var settled: [UInt64] = [0, 0]
      var acknowledged = 0
      for _ in 0..<40 {
        if Bool.random(using: &generator) {
          let ticket = Ticket(counts: Counts(sources: 1, stages: 0, sinks: 2), sinks: 2)
          ticket.number = UInt64(ends.count)
          for sink in 0..<2 {
            ticket.outputs[sink].rows = UInt64.random(in: 0...5, using: &generator)
            total[sink] += ticket.outputs[sink].rows
          }
          ends.append(total)
          settlement.hold(ticket)
        } else {
          let sink = Int.random(in: 0..<2, using: &generator)
          settled[sink] = UInt64.random(in: settled[sink]...total[sink], using: &generator)
        }
        while let ticket = settlement.popSettled(settled) {
          #expect(ticket.number == UInt64(acknowledged))
          acknowledged += 1
        }
        let expected = ends.prefix { $0[0] <= settled[0] && $0[1] <= settled[1] }.count
        #expect(acknowledged == expected)
      }
    }
  }
}
