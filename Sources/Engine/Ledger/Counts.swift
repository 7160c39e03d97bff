/// What was counted of one source.
struct SourceCounts: Equatable, Sendable {
  /// By the framer.
  var lines: UInt64 = 0
  /// Lines, of those, that came again because it was not known that they had come.
  var redelivered: UInt64 = 0
  /// By the decoder, from here on.
  var headers: UInt64 = 0
  var blank: UInt64 = 0
  var records: UInt64 = 0
  var decoded: UInt64 = 0
  var empty: UInt64 = 0
  var unreadable: UInt64 = 0
  var events: UInt64 = 0
  /// Events, of those, that failed alone while their record was decoded.
  var rejected: UInt64 = 0
  /// Events whose `when` was false at every sink.
  var unrouted: UInt64 = 0
  /// Inputs that could not be read or were cut off: no records.
  var inputs: UInt64 = 0

  /// Events that went on to the stages.
  var passed: UInt64 { events &- rejected }
  /// What the failed sinks are owed.
  var givenUp: UInt64 { inputs + unreadable + rejected }

  static func += (a: inout SourceCounts, b: SourceCounts) {
    a.lines += b.lines
    a.redelivered += b.redelivered
    a.headers += b.headers
    a.blank += b.blank
    a.records += b.records
    a.decoded += b.decoded
    a.empty += b.empty
    a.unreadable += b.unreadable
    a.events += b.events
    a.rejected += b.rejected
    a.unrouted += b.unrouted
    a.inputs += b.inputs
  }
}

/// What was counted of one stage.
struct StageCounts: Equatable, Sendable {
  var incoming: UInt64 = 0
  /// Events more than came: pieces beyond the first of each that was split.
  var added: UInt64 = 0
  var outgoing: UInt64 = 0
  var filtered: UInt64 = 0
  var dropped: UInt64 = 0
  var failed: UInt64 = 0
  /// Events of a replay that no sink below is owed.
  var unowed: UInt64 = 0

  static func += (a: inout StageCounts, b: StageCounts) {
    a.incoming += b.incoming
    a.added += b.added
    a.outgoing += b.outgoing
    a.filtered += b.filtered
    a.dropped += b.dropped
    a.failed += b.failed
    a.unowed += b.unowed
  }
}

/// What was counted of one sink.
struct SinkCounts: Equatable, Sendable {
  /// Events that came to it; for a failed sink, failures.
  var incoming: UInt64 = 0
  var written: UInt64 = 0
  var filtered: UInt64 = 0
  /// Events that could not be written, though the stages let them pass.
  var failed: UInt64 = 0
  /// Rows that the target refused for good.
  var refused: UInt64 = 0
  /// Events of a replay that the sink is not owed.
  var unowed: UInt64 = 0
  /// Failed events that stand between its rows.
  var mixedIn: UInt64 = 0
  /// Rows handed to the writer.
  var taken: UInt64 = 0
  /// Rows that the target took, by its own count.
  var confirmed: UInt64 = 0
  /// Rows that the target had from the plan before and had not confirmed.
  var takenOn: UInt64 = 0
  /// Rows that it had not confirmed when the next plan took over.
  var handedOn: UInt64 = 0
  /// What it had confirmed before this plan.
  var confirmedBefore: UInt64 = 0

  static func += (a: inout SinkCounts, b: SinkCounts) {
    a.incoming += b.incoming
    a.written += b.written
    a.filtered += b.filtered
    a.failed += b.failed
    a.refused += b.refused
    a.unowed += b.unowed
    a.mixedIn += b.mixedIn
    a.taken += b.taken
    a.confirmed += b.confirmed
  }
}

/// Everything that is counted, by place in the plan.
struct Counts: Equatable, Sendable {
  var sources: [SourceCounts]
  var stages: [StageCounts]
  var sinks: [SinkCounts]

  init(sources: Int, stages: Int, sinks: Int) {
    self.sources = Array(repeating: SourceCounts(), count: sources)
    self.stages = Array(repeating: StageCounts(), count: stages)
    self.sinks = Array(repeating: SinkCounts(), count: sinks)
  }

  static func += (a: inout Counts, b: Counts) {
    for i in a.sources.indices { a.sources[i] += b.sources[i] }
    for i in a.stages.indices { a.stages[i] += b.stages[i] }
    for i in a.sinks.indices { a.sinks[i] += b.sinks[i] }
  }

  /// All zero again, in the same memory.
  mutating func reset() {
    for i in sources.indices { sources[i] = SourceCounts() }
    for i in stages.indices { stages[i] = StageCounts() }
    for i in sinks.indices { sinks[i] = SinkCounts() }
  }
}
