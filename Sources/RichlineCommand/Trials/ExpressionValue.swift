import PipelineTrials
import Richline

/// What an expression gives for one event.
struct ExpressionValue {
  private let event: TracedEvent

  init(_ event: TracedEvent) { self.event = event }

  private var step: TracedStep? {
    event.steps.first { $0.kind == .stage && $0.id == TrialExpression.id }
  }

  /// The value as JSON; nil when it could not be evaluated.
  private var value: String? {
    guard let step, case .passed = step.fate else { return nil }
    return step.changes.first { $0.name == TrialExpression.id }?.after ?? "null"
  }

  /// Why there is none.
  private var reason: String {
    if let failure = event.failure { return "\(failure.kind.rawValue): \(failure.message)" }
    if case .failed(let failure)? = step?.fate { return failure.message }
    return "the event does not get there"
  }

  func text(isJSON: Bool) -> String {
    let line = event.line.map { "\($0)" } ?? "null"
    guard isJSON else { return "line \(line): \(value ?? "no value: \(reason)")" }
    var members = [("line", line)]
    if event.parts > 1 { members.append(("part", "[\(event.part + 1),\(event.parts)]")) }
    members.append(("value", value ?? "null"))
    if value == nil { members.append(("error", TraceJSON.quoted(reason))) }
    return TraceJSON.object(members)
  }
}
