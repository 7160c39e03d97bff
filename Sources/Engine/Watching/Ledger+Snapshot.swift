extension Ledger {
  /// Puts the counts into a snapshot, and what of them cannot be so.
  func describe(in snapshot: inout RunSnapshot, isRunning: Bool) {
    snapshot.openTickets = openTickets
    snapshot.sources = zip(shape.sources, counts.sources).map { id, c in
      var source = RunSnapshot.Source(id: id)
      source.lines = c.lines
      source.headers = c.headers
      source.blank = c.blank
      source.records = c.records
      source.decoded = c.decoded
      source.empty = c.empty
      source.unreadable = c.unreadable
      source.events = c.events
      source.rejected = c.rejected
      source.unrouted = c.unrouted
      source.redelivered = c.redelivered
      source.failedInputs = c.inputs
      return source
    }
    snapshot.stages = zip(shape.stages, counts.stages).map { edge, c in
      var stage = RunSnapshot.Stage(id: edge.name)
      stage.incoming = c.incoming
      stage.added = c.added
      stage.outgoing = c.outgoing
      stage.filtered = c.filtered
      stage.dropped = c.dropped
      stage.failed = c.failed
      stage.unowed = c.unowed
      return stage
    }
    snapshot.sinks = zip(shape.sinks, counts.sinks).map { edge, c in
      var sink = RunSnapshot.Sink(id: edge.name)
      sink.isForFailed = edge.upstream == nil
      sink.incoming = c.incoming
      sink.written = c.written
      sink.filtered = c.filtered
      sink.failed = c.failed
      sink.unowed = c.unowed
      sink.refused = c.refused
      sink.taken = c.taken
      sink.confirmed = c.confirmed
      return sink
    }
    snapshot.failures = givenUp - counts.sources.reduce(0) { $0 + $1.inputs }
    snapshot.balance = LedgerReport(ledger: self, isRunning: isRunning).lines
    snapshot.imbalances = imbalances(isRunning: isRunning)
  }
}
