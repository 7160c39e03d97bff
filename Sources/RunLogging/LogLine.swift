import Logging
import Richline

/// What a log says of an event.
struct LogLine {
  let level: Logger.Level
  let message: String
  var metadata: Logger.Metadata = [:]
  /// Lines of one kind are limited together; nil: what somebody asked for, or comes once.
  let kind: String?

  init(_ event: RunEvent) {
    switch event {
    case .began(let pipeline):
      self.init(.info, "the pipeline '\(pipeline)' runs")
    case .isSuspicious(let starts):
      self.init(
        .warning,
        "\(starts) runs in a row were killed before a checkpoint: records are read one by one")
    case .inputFailed(let source, let message):
      self.init(.warning, message, ["source": "\(source)"], kind: "input of \(source)")
    case .committed(let epoch):
      self.init(.debug, "checkpoint \(epoch) is made", ["epoch": "\(epoch)"])
    case .sinkWaits(let sink, let time, let reason):
      self.init(
        .warning, "'\(sink)' waits \(time) ms: \(reason)", ["sink": "\(sink)"],
        kind: "sink \(sink)")
    case .sinkGoesOn(let sink):
      self.init(.notice, "'\(sink)' goes on", ["sink": "\(sink)"], kind: "sink \(sink)")
    case .lookupReplaced(let lookup, let version):
      self.init(.notice, "lookup '\(lookup)' is now \(version)", ["lookup": "\(lookup)"])
    case .lookupUnchanged(let lookup, let wasBroken):
      self.init(
        .notice, "lookup '\(lookup)' \(wasBroken ? "is again what is in use" : "has not changed")",
        ["lookup": "\(lookup)"])
    case .lookupIsOld(let lookup, let words):
      self.init(.warning, "lookup '\(lookup)' \(words)", ["lookup": "\(lookup)"])
    case .lookupFromCache(let lookup, let words):
      self.init(.warning, "lookup '\(lookup)': \(words)", ["lookup": "\(lookup)"])
    case .lookupKept(let lookup, let reason):
      self.init(
        .error, "lookup '\(lookup)' stays as it was: \(reason)", ["lookup": "\(lookup)"])
    case .pipelineReplaced(let pipeline, let before, let balance):
      let words = "'\(pipeline)' takes over from '\(before)', of which this became:"
      self.init(.notice, ([words] + balance).joined(separator: "\n"))
    case .pipelineKept(let reason):
      self.init(.error, "the pipeline stays as it was: \(reason)")
    case .stopping:
      self.init(.info, "the run is being stopped")
    case .ended(let outcome):
      self.init(.info, "the run has ended with \(outcome.status.rawValue)")
    }
  }

  private init(
    _ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata = [:],
    kind: String? = nil
  ) {
    self.level = level
    self.message = message
    self.metadata = metadata
    self.kind = kind
  }
}
