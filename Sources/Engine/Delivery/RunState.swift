import FileSystem
import StageKit

/// What a checkpoint keeps: how far each input was read, and what is written under final names.
struct RunState: Sendable, Equatable {
  /// What `{run}` stands for, as long as the run was not ended.
  var runID = ""
  /// Whether the last run came to its end: the next one has a name of its own.
  var hasEnded = true
  /// Checkpoints so far.
  var epoch: UInt64 = 0
  /// By source id.
  var marks: [String: MarkList] = [:]
  /// The number of the next part, by sink id.
  var nextPart: [String: Int] = [:]
  /// Files that are complete and lack their names: only while they are being given.
  var names: [PendingName] = []
}
