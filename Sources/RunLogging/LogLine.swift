import Logging
import Richline

/// What a log says of an event.
struct LogLine {
  let level: Logger.Level
  let message: String
  var metadata: Logger.Metadata = [:]
  /// Lines of one kind are limited together.
  let kind: String

  init(_ event: RunEvent) {
    switch event {
    case .began(let pipeline):
      self.init(.info, "the pipeline '\(pipeline)' runs", "began")
    case .inputFailed(let source, let message):
      self.init(.warning, message, "input of \(source)", ["source": "\(source)"])
    case .committed(let epoch):
      self.init(.debug, "checkpoint \(epoch) is made", "checkpoint", ["epoch": "\(epoch)"])
    case .sinkWaits(let sink, let reason):
      self.init(.warning, "sink '\(sink)' waits: \(reason)", "sink \(sink)", ["sink": "\(sink)"])
    case .sinkGoesOn(let sink):
      self.init(.notice, "sink '\(sink)' goes on", "sink \(sink)", ["sink": "\(sink)"])
    case .lookupReplaced(let lookup, let version):
      self.init(
        .notice, "lookup '\(lookup)' is '\(version)' from now on", "lookup \(lookup)",
        ["lookup": "\(lookup)"])
    case .lookupKept(let lookup, let reason):
      self.init(
        .error, "lookup '\(lookup)' stays as it is: \(reason)", "lookup \(lookup)",
        ["lookup": "\(lookup)"])
    case .pipelineReplaced(let pipeline):
      self.init(.notice, "the pipeline is '\(pipeline)' from now on", "pipeline")
    case .pipelineKept(let reason):
      self.init(.error, "the pipeline stays as it is: \(reason)", "pipeline")
    case .stopping:
      self.init(.info, "the run is being stopped", "stopping")
    case .ended(let outcome):
      self.init(.info, "the run has ended with \(outcome.status.rawValue)", "ended")
    }
  }

  private init(
    _ level: Logger.Level, _ message: String, _ kind: String, _ metadata: Logger.Metadata = [:]
  ) {
    self.level = level
    self.message = message
    self.kind = kind
    self.metadata = metadata
  }
}
