/// The `run` section.
package struct RunOptions: Sendable {
  /// Worker threads; nil means as many as the cores allow.
  package var workers: Int?
  /// Bytes of input that may be under way at once.
  package var memory = 64 * 1_000_000
  /// How events that bring no id get one.
  package var eventID = EventIDs.derived
  /// What becomes of events at stages that do not say.
  package var onError = ErrorPolicy.fail
  package var unrouted = UnroutedPolicy.count
  package var order = OutputOrder.kept
  /// How long whole lines of an input that trickles in may wait; nil: each line goes on at once.
  package var flushMilliseconds: Int? = 100
  /// Where the run notes how far it came; nil: it always begins anew.
  package var checkpoint: CheckpointOptions?
  /// The share of events, 0…1, that may fail; nil: all of them.
  package var stopIfFailed: Double?
  /// How long an endless input's events may take to be finished when the run is stopped.
  package var shutdownTimeoutMilliseconds = 30_000
  /// Where metrics and health are served; nil: nowhere.
  package var listen: ListenAddress?
  /// Whether others may look at some events of the run.
  package var tap = false
}

/// How events that bring no id get one.
package enum EventIDs: String, Sendable, CaseIterable {
  /// From source, input, line, place in the record and bytes: the same again in every run.
  case derived
  /// Anew in every run.
  case random
}

/// What becomes of events whose `when` is false at every sink.
package enum UnroutedPolicy: String, Sendable, CaseIterable {
  /// They are counted.
  case count
  /// They go to the failed sinks as well.
  case fail
}

/// Whether what comes out has the order of what went in.
package enum OutputOrder: String, Sendable, CaseIterable {
  case kept
  case any
}

/// `checkpoint` of `run`: where the run notes how far it came, and how often.
package struct CheckpointOptions: Sendable, Equatable {
  /// Relative paths belong to the folder of the pipeline file.
  package private(set) var path: String
  package var everyMilliseconds = 60_000
  /// Bytes of input after which an epoch ends before its time.
  package var size = 64 * 1_000_000

  package init(path: String) { self.path = path }

  mutating func resolve(in folder: String) {
    if !path.hasPrefix("/"), folder != "." { path = folder + "/" + path }
  }
}
