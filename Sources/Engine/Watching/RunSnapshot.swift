/// What is known of a run at one moment: its books, and what it works with.
///
/// Shape: a plain value. The counts are of one moment, whole tickets each: what is between the
/// reader and the books is `inFlight`. Everything else is looked at right behind.
public struct RunSnapshot: Sendable, Equatable {
  /// How far a run has come.
  public enum Phase: Sendable, Equatable {
    /// Lookups are being opened.
    case opening
    case running
    /// Somebody asked it to stop: what was read is finished.
    case stopping
    case ended(RunOutcome.Status)

    /// Whether the run has ended.
    public var isOver: Bool {
      if case .ended = self { true } else { false }
    }
  }

  /// The pipeline file's name with a short hash of its bytes: `web.yaml@3f9c21ab`.
  public var pipeline: String
  /// How far the run has come.
  public var phase: Phase
  /// When this was so, in milliseconds since 1970.
  public var time: Int64
  /// When the run began, in milliseconds since 1970.
  public var begun: Int64
  /// The books of the sources, in the order of the file.
  public var sources: [Source] = []
  /// The books of the stages, in the order of the file.
  public var stages: [Stage] = []
  /// The books of the sinks, in the order of the file.
  public var sinks: [Sink] = []
  /// The versions that are in force.
  public var lookups: [Lookup] = []
  /// Failures that failed sinks are owed, inputs left out.
  public var failures: UInt64 = 0
  /// The memory budget and what of it is in use.
  public var memory = Memory()
  /// Nil without `run.checkpoint`.
  public var checkpoint: Checkpoint?
  /// Bytes of input that were read, as they are stored: packed ones are counted packed.
  public var bytesRead: UInt64 = 0
  /// Blocks of input between the reader and the books.
  public var openTickets = 0
  /// How long ago the oldest of these was read, in milliseconds; 0 when there is none.
  public var lagMilliseconds: Int64 = 0
  /// The books as people read them: a line for each source and sink.
  public var balance: [String] = []
  /// Equations of the books that do not hold, each as a line for people.
  public var imbalances: [String] = []

  /// Makes a snapshot with empty books; times are in milliseconds since 1970.
  public init(pipeline: String, phase: Phase, time: Int64, begun: Int64) {
    self.pipeline = pipeline
    self.phase = phase
    self.time = time
    self.begun = begun
  }

  /// Failed events and unreadable records, of all of both; 0 before the first one.
  ///
  /// Shape: 0…1; an event that fails in several branches counts in each, up to 1.
  public var failedShare: Double {
    let all = sources.reduce(0) { $0 + $1.events + $1.unreadable }
    return all == 0 ? 0 : min(1, Double(failures) / Double(all))
  }

  /// Events that sources made, those that failed at once too.
  public var events: UInt64 { sources.reduce(0) { $0 + $1.events } }
}
