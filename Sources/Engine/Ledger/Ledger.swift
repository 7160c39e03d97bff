import PipelineConfig

/// The books of a run: every event has one counted outcome per sink, or the run fails.
///
/// A pure state machine: no threads, no clock. Tickets close in their order; what belongs together
/// is counted in different places (lines by the framer, rows by the encoder, confirmations by the
/// target), so that the equations can fail.
struct Ledger: Sendable {
  let shape: LedgerShape
  private(set) var counts: Counts
  private(set) var openTickets = 0

  init(_ shape: LedgerShape) {
    self.shape = shape
    counts = Counts(
      sources: shape.sources.count, stages: shape.stages.count, sinks: shape.sinks.count)
  }

  /// A ticket was given out.
  mutating func open() { openTickets += 1 }

  /// All that a ticket owed was handed to the sinks.
  mutating func close(_ ticket: Counts) {
    openTickets -= 1
    counts += ticket
  }

  /// The framer saw lines.
  ///
  /// Shape: lines that come again are new inputs, counted apart as well.
  mutating func saw(lines: UInt64, source: Int, again: Bool = false) {
    counts.sources[source].lines += lines
    if again { counts.sources[source].redelivered += lines }
  }

  /// A sink was given rows.
  mutating func handed(rows: UInt64, sink: Int) { counts.sinks[sink].taken += rows }

  /// What a target has taken for good so far, by its own count.
  mutating func confirm(total: UInt64, sink: Int) {
    counts.sinks[sink].confirmed = total - counts.sinks[sink].confirmedBefore
  }

  /// Another plan goes on with a target that has confirmed `total` rows so far; gives the rows of
  /// which it has not said anything yet.
  mutating func handOn(total: UInt64, sink: Int) -> UInt64 {
    confirm(total: total, sink: sink)
    let c = counts.sinks[sink]
    let open = c.taken + c.takenOn &- c.confirmed &- c.refused
    counts.sinks[sink].handedOn = open
    return open
  }

  /// The other side of `handOn`.
  mutating func takeOn(rows: UInt64, confirmedBefore: UInt64, sink: Int) {
    counts.sinks[sink].takenOn = rows
    counts.sinks[sink].confirmedBefore = confirmedBefore
  }

  /// Events that a place of the tree receives.
  func received(_ upstream: Upstream) -> UInt64 {
    switch upstream {
    case .sources(let places): places.reduce(0) { $0 + counts.sources[$1].passed }
    case .stage(let index): counts.stages[index].outgoing
    }
  }

  /// Everything that a failed sink is owed.
  var givenUp: UInt64 {
    counts.sources.reduce(0) { $0 + $1.givenUp }
      + counts.stages.reduce(0) { $0 + $1.failed } + failedAtSinks + failedUnrouted
  }

  /// Events that came as far as a sink and could not be written there.
  var failedAtSinks: UInt64 { counts.sinks.reduce(0) { $0 + $1.failed + $1.refused } }

  /// Unrouted events that failed sinks are owed.
  var failedUnrouted: UInt64 {
    shape.failsUnrouted ? counts.sources.reduce(0) { $0 + $1.unrouted } : 0
  }

  /// The equations that do not hold, each as a line; empty when the books balance.
  ///
  /// Shape: while the run goes on, lines and rows may be ahead of what the tickets say, never behind.
  func imbalances(isRunning: Bool = false) -> [String] {
    var lines: [String] = []
    func check(_ holds: Bool, _ line: @autoclosure () -> String) {
      if !holds { lines.append(line()) }
    }
    func equal(_ ahead: UInt64, _ behind: UInt64) -> Bool {
      isRunning ? ahead >= behind : ahead == behind
    }
    check(openTickets == 0 || isRunning, "\(openTickets) blocks of input were never ended")
    for (name, c) in zip(shape.sources, counts.sources) {
      check(
        equal(c.lines, c.headers + c.blank + c.records),
        "\(name): lines \(c.lines) are not headers \(c.headers) + blank \(c.blank) + records \(c.records)"
      )
      check(
        c.records == c.decoded + c.empty + c.unreadable,
        "\(name): records \(c.records) are not decoded \(c.decoded) + empty \(c.empty) + failed \(c.unreadable)"
      )
    }
    for (edge, c) in zip(shape.stages, counts.stages) {
      let received = received(edge.upstream)
      check(
        c.incoming == received, "\(edge.name): in \(c.incoming) is not the \(received) before it")
      check(
        c.incoming + c.added == c.outgoing + c.filtered + c.dropped + c.failed + c.unowed,
        "\(edge.name): in \(c.incoming)\(Ledger.more("added", c.added)) is not out \(c.outgoing) + filtered \(c.filtered) + dropped \(c.dropped) + failed \(c.failed)"
          + Ledger.more("not owed", c.unowed))
    }
    for (place, (sink, c)) in zip(shape.sinks, counts.sinks).enumerated() {
      let received = sink.upstream.map(received) ?? givenUp
      check(
        c.incoming == received, "\(sink.name): in \(c.incoming) is not the \(received) before it")
      check(
        c.incoming == c.written + c.filtered + c.failed + c.unowed,
        "\(sink.name): in \(c.incoming) is not written \(c.written) + filtered \(c.filtered) + failed \(c.failed)"
          + Ledger.more("not owed", c.unowed))
      let mixedIn = place == shape.mixedSink ? givenUp : 0
      check(
        c.mixedIn == mixedIn,
        "\(sink.name): \(c.mixedIn) failed events between its rows, not \(mixedIn)")
      check(
        equal(c.taken, c.written + c.mixedIn),
        "\(sink.name): written \(c.written) rows\(Ledger.more("failed events", c.mixedIn)), handed over \(c.taken)"
      )
      check(
        equal(c.taken + c.takenOn, c.confirmed + c.refused + c.handedOn),
        "\(sink.name): handed over \(c.taken) rows, the target took \(c.confirmed)"
          + (c.refused > 0 ? " and refused \(c.refused)" : ""))
    }
    return lines
  }

  private static func more(_ name: String, _ count: UInt64) -> String {
    count > 0 ? " + \(name) \(count)" : ""
  }
}
