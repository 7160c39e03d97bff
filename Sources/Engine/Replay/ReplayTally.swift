import Synchronization

/// Counts what becomes of failed events that are to be tried again; workers share it.
final class ReplayTally: Sendable {
  /// What becomes of one line.
  enum Fate {
    case replayed
    case notChosen
    /// The record is not there, or only its beginning.
    case noRecord(_ class: String)
    /// It came from a source that the pipeline does not have.
    case noSource(String)
    /// The pipeline has no sink that was owed it.
    case noSink
    /// The line is no failed event.
    case foreign
  }

  struct Count: Sendable {
    var replayed = 0
    var notChosen = 0
    var noSink = 0
    var foreign = 0
    /// By class of the failure.
    var noRecord: [String: Int] = [:]
    /// By id of the source.
    var noSource: [String: Int] = [:]
    /// Events that are owed to a sink which is not there, by id of the sink.
    var missed: [String: Int] = [:]
  }

  private let state = Mutex(Count())

  func add(_ fate: Fate) {
    state.withLock { count in
      switch fate {
      case .replayed: count.replayed += 1
      case .notChosen: count.notChosen += 1
      case .noSink: count.noSink += 1
      case .foreign: count.foreign += 1
      case .noRecord(let kind): count.noRecord[kind, default: 0] += 1
      case .noSource(let id): count.noSource[id, default: 0] += 1
      }
    }
  }

  /// An event was owed to a sink that the pipeline does not have.
  func miss(sink: String) { state.withLock { $0.missed[sink, default: 0] += 1 } }

  var count: Count { state.withLock { $0 } }
}

extension ReplayTally.Count {
  /// Failed events that cannot be tried.
  var notReplayable: Int {
    noSink + noRecord.values.reduce(0, +) + noSource.values.reduce(0, +)
  }

  /// All lines and what became of them.
  var line: String {
    var text =
      "failed events \(replayed + notChosen + notReplayable) = replayed \(replayed)"
      + " + not chosen \(notChosen) + not replayable \(notReplayable)"
    if foreign > 0 { text += "; other lines \(foreign)" }
    return text
  }

  /// What was not tried though it was chosen, in words for people.
  var messages: [String] {
    var lines = noRecord.sorted { $0.key < $1.key }.map { kind, count in
      "\(count) of class '\(kind)' cannot be replayed: the whole record is not in them"
    }
    lines += noSource.sorted { $0.key < $1.key }.map { id, count in
      "\(count) cannot be replayed: they are of source '\(id)', which the pipeline does not have"
    }
    lines += missed.sorted { $0.key < $1.key }.map { id, count in
      "\(count) are owed to '\(id)', which is no sink of the pipeline"
    }
    if foreign > 0 { lines.append("\(foreign) lines are no failed events") }
    return lines
  }
}
