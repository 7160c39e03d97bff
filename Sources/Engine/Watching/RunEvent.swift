/// Something that happens to a run and that an operator wants to hear of.
///
/// Shape: names of the pipeline file, paths and reasons of the system; never values of events.
public enum RunEvent: Sendable, Equatable {
  /// The lookups are open, reading begins.
  case began(pipeline: String)
  /// Runs before this one were killed again and again: records are read one by one.
  case isSuspicious(starts: Int)
  /// An input cannot be read, or broke off; `message` names it.
  case inputFailed(source: String, message: String)
  /// Everything up to here is safe.
  case committed(epoch: UInt64)
  /// A target refuses for now, and is tried again after a while.
  case sinkWaits(sink: String, milliseconds: Int, reason: String)
  case sinkGoesOn(sink: String)
  /// Tickets get another version of a lookup from now on.
  case lookupReplaced(lookup: String, version: String)
  /// The data is as it was; `wasBroken` when it was not in between.
  case lookupUnchanged(lookup: String, wasBroken: Bool)
  /// It is older than the pipeline file allows; `words` say how old.
  case lookupIsOld(lookup: String, words: String)
  /// It could not be downloaded anew; `words` say what serves instead, and why.
  case lookupFromCache(lookup: String, words: String)
  /// A new version cannot be used: the old one stays.
  case lookupKept(lookup: String, reason: String)
  /// Another pipeline file has taken over; `balance` is that of the one before.
  case pipelineReplaced(pipeline: String, before: String, balance: [String])
  /// A new pipeline file cannot be used: the old one stays.
  case pipelineKept(reason: String)
  /// Somebody asked the run to stop.
  case stopping
  case ended(RunOutcome)
}
