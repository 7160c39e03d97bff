/// What a run takes beside its plan.
public struct RunSettings: Sendable {
  /// Worker threads; nil: as the pipeline says, else the number of cores.
  public var workers: Int?
  /// Milliseconds since 1970 that stand for "now"; nil: the clock.
  public var now: Int64?
  /// Milliseconds of quiet after which a block ends, and that whole lines wait in it at most.
  public var quiet = 100
  /// Longest record in bytes, 256 MiB at most; longer ones fail with their first 64 KiB.
  public var maxRecord = 4 * 1024 * 1024
  /// `maxRecord` within what slots can hold: lengths have 32 bits, escaping makes six bytes of one.
  var longestRecord: Int { min(max(maxRecord, 1), 256 * 1024 * 1024) }

  public init() {}
}

/// How a run ended.
public struct RunOutcome: Sendable {
  public enum Status: Int32, Sendable {
    case good = 0
    /// Input or output trouble.
    case trouble = 5
    /// The counts do not balance.
    case unbalanced = 70
    case interrupted = 130
  }

  public let status: Status
  /// One line for each source and sink.
  public let report: [String]
  /// What went wrong, in words for people.
  public let messages: [String]
  /// One line for each stage that counted something: caches, limits.
  public internal(set) var counters: [String] = []
}
