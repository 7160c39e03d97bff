public import Richline

/// How a run of a service ended badly.
public struct PipelineTrouble: Error, CustomStringConvertible {
  /// What the run came to, with its summary and messages.
  public let outcome: RunOutcome

  init(_ outcome: RunOutcome) { self.outcome = outcome }

  public var description: String { outcome.messages.joined(separator: "\n") }

  static let noThread = PipelineTrouble(
    RunOutcome(.trouble, messages: ["the system gives no more threads"]))
}
