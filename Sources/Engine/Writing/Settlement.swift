import PipelineConfig
import StageKit

/// Tickets whose rows a sink may still refuse: their bytes stay until it is known what became of
/// each row.
struct Settlement {
  /// A ticket that was handed to the sinks.
  private struct Held {
    let ticket: Ticket
    /// By sink that may refuse: the numbers of its rows among all that the sink got.
    let rows: [Range<UInt64>]
  }

  /// The sinks that may refuse rows, by place in the plan.
  let sinks: [Int]
  private var held: [Held] = []
  private var handed: [UInt64]

  init(_ plan: Plan) {
    self.init(sinks: plan.sinks.indices.filter { plan.sinks[$0].sink.canRefuse })
  }

  init(sinks: [Int]) {
    self.sinks = sinks
    handed = Array(repeating: 0, count: sinks.count)
  }

  /// Whether every ticket is settled as soon as it is written.
  var isTrivial: Bool { sinks.isEmpty }
  var isEmpty: Bool { held.isEmpty }

  /// Hears of a ticket whose rows the sinks have got.
  mutating func hold(_ ticket: Ticket) {
    var rows: [Range<UInt64>] = []
    for (place, sink) in sinks.enumerated() {
      let end = handed[place] + ticket.outputs[sink].rows
      rows.append(handed[place]..<end)
      handed[place] = end
    }
    held.append(Held(ticket: ticket, rows: rows))
  }

  /// Hears of rows that a sink got beside those of tickets.
  mutating func pass(rows: UInt64, ofSink sink: Int) {
    if let place = sinks.firstIndex(of: sink) { handed[place] += rows }
  }

  /// The ticket and record of a row that a sink has refused.
  func find(_ row: UInt64, ofSink place: Int) -> (ticket: Ticket, part: RecordPart)? {
    guard let held = held.first(where: { $0.rows[place].contains(row) }) else { return nil }
    let origins = held.ticket.outputs[sinks[place]].origins
    let index = Int(row - held.rows[place].lowerBound)
    return index < origins.count ? (held.ticket, origins[index]) : nil
  }

  /// The next ticket of which every row has found its end; `settled` says how many rows of each
  /// sink have.
  mutating func popSettled(_ settled: [UInt64]) -> Ticket? {
    guard let first = held.first,
      first.rows.indices.allSatisfy({ first.rows[$0].upperBound <= settled[$0] })
    else { return nil }
    return held.removeFirst().ticket
  }
}
