import PipelineConfig

/// The books as people read them: a line for each source and sink.
struct LedgerReport {
  let ledger: Ledger
  /// Whether lines may be under way that the books do not have.
  var isRunning = false

  var lines: [String] {
    let width = (ledger.shape.sources + ledger.shape.sinks.map(\.name)).map(\.count).max() ?? 0
    func row(_ name: String, _ text: String) -> String {
      name + String(repeating: " ", count: max(0, width - name.count) + 2) + text
    }
    var lines: [String] = []
    for (name, c) in zip(ledger.shape.sources, ledger.counts.sources) {
      lines.append(row(name, source(c)))
    }
    for index in ledger.shape.sinks.indices {
      lines.append(row(ledger.shape.sinks[index].name, sink(index)))
    }
    return lines
  }

  private func source(_ c: SourceCounts) -> String {
    var text =
      "lines \(c.lines) = records \(c.records) + headers \(c.headers) + blank \(c.blank)"
      + inFlight(c) + "; records \(c.records) = decoded \(c.decoded) + failed \(c.unreadable)"
    if c.empty > 0 { text += " + empty \(c.empty)" }
    if c.redelivered > 0 { text += "; redelivered \(c.redelivered)" }
    text += "; events \(c.events)"
    if c.rejected > 0 { text += ", of them failed \(c.rejected)" }
    if c.unrouted > 0 { text += ", unrouted \(c.unrouted)" }
    if c.inputs > 0 { text += "; failed inputs \(c.inputs)" }
    return text
  }

  private func inFlight(_ c: SourceCounts) -> String {
    guard isRunning else { return "" }
    return " + in flight \(c.lines - min(c.lines, c.headers + c.blank + c.records))"
  }

  private func sink(_ index: Int) -> String {
    let c = ledger.counts.sinks[index]
    guard let upstream = ledger.shape.sinks[index].upstream else {
      let sources = ledger.counts.sources.reduce(0) { $0 + $1.givenUp }
      let stages = ledger.counts.stages.reduce(0) { $0 + $1.failed }
      let (sinks, unrouted) = (ledger.failedAtSinks, ledger.failedUnrouted)
      return "failed \(sources) + \(stages)" + (sinks > 0 ? " + \(sinks)" : "")
        + (unrouted > 0 ? " + unrouted \(unrouted)" : "")
        + " = written \(c.written)"
    }
    var total = StageCounts()
    var place = upstream
    while case .stage(let stage) = place {
      total += ledger.counts.stages[stage]
      place = ledger.shape.stages[stage].upstream
    }
    var rejected: UInt64 = 0
    if case .sources(let places) = place {
      rejected = places.reduce(0) { $0 + ledger.counts.sources[$1].rejected }
    }
    let unowed = total.unowed + c.unowed
    return "events \(ledger.received(place) + rejected)"
      + (total.added > 0 ? " + split off \(total.added)" : "")
      + " = written \(c.written - c.refused)"
      + " + filtered \(total.filtered + c.filtered)"
      + " + failed \(total.failed + c.failed + c.refused + rejected)"
      + " + dropped \(total.dropped)" + (unowed > 0 ? " + not owed \(unowed)" : "")
      + (index == ledger.shape.mixedSink ? "; failed events \(c.mixedIn)" : "")
  }
}
