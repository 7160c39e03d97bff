import FileSystem
import PipelineConfig
import StageKit

/// Decides when a checkpoint is due, and makes it; the writer's thread has it.
///
/// Shape: an epoch ends after some bytes of input or some time. Its files are brought to the disk,
/// then the journal says so, then they get their names: a run that is killed anywhere in between
/// either did nothing or is finished by the next one.
final class Checkpoints {
  /// What was committed last.
  private(set) var state: RunState
  /// Hears of every checkpoint.
  var onCommit: (RunState) -> Void = { _ in }
  private let folder: StateFolder?
  private let options: CheckpointOptions?
  private let safe: SafeMarks
  /// How far inputs were read since, by source.
  private var marks: [String: MarkList] = [:]
  private var bytes = 0
  private var begun = ContinuousClock.now
  private var hasNews = false

  init(_ plan: Plan, folder: StateFolder?, state: RunState, safe: SafeMarks) {
    self.folder = folder
    self.state = state
    self.safe = safe
    options = plan.run.checkpoint
  }

  /// Hears of every ticket that was written.
  func note(_ ticket: Ticket) {
    guard let track = ticket.track else { return }
    if let mark = track.mark(ticket.end) {
      marks[track.id, default: MarkList()].note(mark)
    }
    if !hasNews { begun = .now }
    hasNews = true
    bytes += ticket.block?.count ?? 0
  }

  var isDue: Bool {
    guard let options, folder != nil, hasNews else { return false }
    return bytes >= options.size || begun + .milliseconds(options.everyMilliseconds) <= .now
  }

  /// Brings the epoch to the disk: only names are missing then.
  func prepare(
    _ writers: [(id: String, writer: any SinkWriter)], isEnd: Bool
  ) throws(Failure) -> RunState {
    var next = state
    for (source, news) in marks {
      for mark in news.list { next.marks[source, default: MarkList()].note(mark) }
    }
    for (id, writer) in writers {
      next.names += try writer.prepare()
      next.nextPart[id] = writer.nextPart
    }
    next.epoch += 1
    next.hasEnded = isEnd
    Failpoint.pass("files-synced")
    return next
  }

  /// Ends the epoch that was prepared.
  func commit(
    _ next: RunState, _ writers: [(id: String, writer: any SinkWriter)]
  ) throws(Failure) {
    try folder?.prepare(next)
    for (_, writer) in writers { try publish(writer) }
    try folder?.commit(next)
    state = next
    state.names = []
    safe.add(marks.mapValues(\.list))
    marks.removeAll()
    bytes = 0
    hasNews = false
    if folder != nil { onCommit(state) }
  }

  private func publish(_ writer: any SinkWriter) throws(Failure) {
    try writer.publish()
    Failpoint.pass("name-given")
  }
}
