import EventModel
import StageKit

/// Reads failed events as the records that they were.
struct ReplayFormat: InputFormat {
  static let spec = Spec("failed_events", "failed events as the records that they were")

  /// How the records were read before.
  let base: any InputFormat
  /// Only failed events of this source are tried.
  let source: String
  /// For the first source, which counts what belongs to nobody: all ids of sources; else nil.
  let otherSources: [String]?
  /// Sinks that an event may be owed to.
  let sinks: [String]
  let choice: ReplayChoice
  let tally: ReplayTally

  init(_ setup: Setup) throws(Findings) {
    throw [setup.finding(nil, "unknown-plugin", "'failed_events' is read by a replay alone")]
  }

  init(
    _ base: any InputFormat, source: String, otherSources: [String]?, sinks: [String],
    choice: ReplayChoice, tally: ReplayTally
  ) {
    self.base = base
    self.source = source
    self.otherSources = otherSources
    self.sinks = sinks
    self.choice = choice
    self.tally = tally
  }

  func makeDecoder() -> any RecordDecoder { ReplayDecoder(self) }
}
