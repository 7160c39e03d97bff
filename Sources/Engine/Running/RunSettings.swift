public import DiagnosticKit
public import PipelineConfig

/// What a run takes beside its plan.
public struct RunSettings: Sendable {
  /// Worker threads; nil: as the pipeline says, else 7 of 8 cores.
  public var workers: Int?
  /// Whether it is measured where the time goes.
  public var profiles = false
  /// Milliseconds since 1970 that stand for "now"; nil: the clock.
  public var now: Int64?
  /// Whether the outcome has a report; books that do not balance have one in any case. It names the
  /// versions of lookups, and a checksum of 57 MB takes 30 ms of a core.
  public var reports = true
  /// Whether the program ends with the run: then what the run took is left to the system, which takes
  /// it back faster, and nobody waits for that before files get their names.
  public var endsProgram = false
  /// Milliseconds of quiet after which a block ends, and that whole lines wait in it at most; 0: a
  /// block ends as soon as nothing more is there.
  var quiet = 100
  /// Reads and checks the pipeline file anew, when it may change while it runs.
  public var reload: (@Sendable () throws(Findings) -> Plan)?
  /// Milliseconds after which who waits looks whether the run is to end.
  static let glance = 100
  /// Longest record in bytes, 256 MiB at most, of sources that do not say; longer ones fail with
  /// their first 64 KiB.
  public var maxRecord = 4 * 1024 * 1024
  /// The longest record of a source, within what slots can hold: lengths have 32 bits, escaping makes
  /// six bytes of one.
  func longestRecord(_ source: SourcePlan) -> Int {
    min(max(source.maxRecord ?? maxRecord, 1), 256 * 1024 * 1024)
  }

  /// Who looks at the events on their way; nil: who taps the run, if its file allows that.
  package var desk: (any TraceDesk)?

  /// Makes settings that leave everything to the pipeline and the machine.
  public init() {}

  /// Worker threads of a plan.
  func workerCount(_ plan: Plan) -> Int {
    max(1, workers ?? plan.run.workers ?? Machine.usualWorkers)
  }
}

/// How a run ended.
public struct RunOutcome: Sendable, Equatable {
  /// What the end of a run comes to, as the exit code of the program.
  public enum Status: Int32, Sendable {
    case good = 0
    /// More events failed than `stop_if_failed` allows.
    case tooManyFailed = 4
    /// Input or output trouble.
    case trouble = 5
    /// The counts do not balance.
    case unbalanced = 70
    case interrupted = 130
  }

  /// What the end comes to.
  public let status: Status
  /// One line for each source and sink.
  public let report: [String]
  /// What went wrong, in words for people; inputs that could not be read come first.
  public let messages: [String]
  /// How many of the messages an observer was told when they happened.
  public var toldMessages = 0
  /// Where the time went, when that was asked for.
  public internal(set) var profile: RunProfile?
  /// One line for each stage that counted something: caches, limits.
  public internal(set) var counters: [String] = []
}

extension RunOutcome {
  /// An end without a balance.
  package init(_ status: Status, messages: [String]) {
    self.init(status: status, report: [], messages: messages)
  }
}
