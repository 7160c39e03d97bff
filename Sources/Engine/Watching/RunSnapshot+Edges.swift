extension RunSnapshot {
  /// What was counted of one source.
  ///
  /// Shape: `lines = headers + blank + records + inFlight`, `records = decoded + empty + unreadable`.
  public struct Source: Sendable, Equatable {
    /// The id in the pipeline file.
    public var id: String
    /// Lines that were read.
    public var lines: UInt64 = 0
    /// Lines, of those, that say how the next ones are to be read.
    public var headers: UInt64 = 0
    /// Lines, of those, without content.
    public var blank: UInt64 = 0
    public var records: UInt64 = 0
    /// Records that were decoded and made events.
    public var decoded: UInt64 = 0
    /// Records that were decoded and made no event.
    public var empty: UInt64 = 0
    /// Records that could not be decoded.
    public var unreadable: UInt64 = 0
    /// Events that the decoded records made.
    public var events: UInt64 = 0
    /// Events, of those, that failed alone while their record was decoded.
    public var rejected: UInt64 = 0
    /// Events whose `when` was false at every sink.
    public var unrouted: UInt64 = 0
    /// Lines, of those, that came once more, because it was not known that they had come.
    public var redelivered: UInt64 = 0
    /// Inputs that could not be read or were cut off.
    public var failedInputs: UInt64 = 0

    /// Makes the counts of a source that has read nothing.
    public init(id: String) { self.id = id }

    /// Lines that were read and are not in the books.
    public var inFlight: UInt64 { lines - min(lines, headers + blank + records) }
  }

  /// What was counted of one stage: `incoming + added = outgoing + filtered + dropped + failed +
  /// unowed`.
  public struct Stage: Sendable, Equatable {
    /// The id in the pipeline file.
    public var id: String
    /// Events that came to it.
    public var incoming: UInt64 = 0
    /// Events that a stage which splits them made beyond those that came.
    public var added: UInt64 = 0
    /// Events that went on behind it.
    public var outgoing: UInt64 = 0
    /// Events that it let go by its own rule, such as a filter.
    public var filtered: UInt64 = 0
    /// Events that failed where `on_error` is `drop`.
    public var dropped: UInt64 = 0
    /// Events that failed in it and were not dropped.
    public var failed: UInt64 = 0
    /// Events that a replay does not owe to anything below.
    public var unowed: UInt64 = 0

    /// Makes the counts of a stage that has seen nothing.
    public init(id: String) { self.id = id }
  }

  /// What was counted of one sink: `incoming = written + filtered + failed + unowed`.
  public struct Sink: Sendable, Equatable {
    /// The id in the pipeline file.
    public var id: String
    /// Whether it takes failed events: `incoming` and `written` are failures then.
    public var isForFailed = false
    /// Events that came to it.
    public var incoming: UInt64 = 0
    /// Events that it wrote.
    public var written: UInt64 = 0
    /// Events for which its `when` was false.
    public var filtered: UInt64 = 0
    /// Events that could not be written, though the stages let them pass.
    public var failed: UInt64 = 0
    /// Events that a replay does not owe to this sink.
    public var unowed: UInt64 = 0
    /// Rows that the target refused for good.
    public var refused: UInt64 = 0
    /// Rows handed to the target.
    public var taken: UInt64 = 0
    /// Rows that the target took for good, by its own count.
    public var confirmed: UInt64 = 0
    /// Why it takes nothing at the moment; nil while it works.
    public var waitsFor: String?

    /// Makes the counts of a sink that has written nothing.
    public init(id: String) { self.id = id }
  }
}
