package import Engine
import StageKit

/// What became of an event, as one JSON object.
///
/// Shape: `steps` stand in the order of the program; a change is the value before and the one after.
package enum TraceJSON {
  package static func text(_ event: TracedEvent) -> String {
    var members = [
      ("source", quoted(event.source)), ("input", quoted(event.input)),
      ("line", event.line.map { "\($0)" } ?? "null"),
    ]
    if event.parts > 1 { members.append(("part", "[\(event.part + 1),\(event.parts)]")) }
    if !event.pieces.isEmpty {
      members.append(("pieces", "[\(event.pieces.map(String.init).joined(separator: ","))]"))
    }
    if let failure = event.failure {
      members.append(("failure", object(TraceJSON.members(failure))))
      if event.steps.isEmpty { members.append(("raw", event.rawJSON)) }
    }
    if event.failure == nil || !event.steps.isEmpty {
      members.append(("fields", object(event.fields.map { ($0.name, $0.json) })))
      members.append(("steps", "[" + event.steps.map(text).joined(separator: ",") + "]"))
    }
    return object(members)
  }

  private static func text(_ step: TracedStep) -> String {
    var members = [(step.kind == .sink ? "sink" : "stage", quoted(step.id))]
    if let from = step.from { members.append(("from", quoted(from))) }
    members += fate(step)
    if step.nanoseconds > 0 { members.append(("nanoseconds", "\(step.nanoseconds)")) }
    if !step.changes.isEmpty {
      let changes = step.changes.map { change in
        (change.name, "[\(change.before ?? "null"),\(change.after ?? "null")]")
      }
      members.append(("changes", object(changes)))
    }
    return object(members)
  }

  private static func fate(_ step: TracedStep) -> [(String, String)] {
    func outcome(_ word: String, _ failure: Failure? = nil) -> [(String, String)] {
      [("outcome", quoted(word))] + (failure.map(members) ?? [])
    }
    switch step.fate {
    case .passed: return outcome("passed")
    case .passedOver(let read):
      let values = read.map { ($0.name, $0.json) }
      return outcome(step.kind == .sink ? "filtered" : "passed_over") + [("read", object(values))]
    case .filtered: return outcome("filtered")
    case .failed(let failure): return outcome("failed", failure)
    case .continued(let failure): return outcome("continued", failure)
    case .collected(let failure): return outcome("collected", failure)
    case .dropped(let failure): return outcome("dropped", failure)
    case .stopped(let failure): return outcome("stopped", failure)
    case .split(let count): return outcome("split") + [("into", "\(count)")]
    case .written: return outcome("written")
    }
  }

  private static func members(_ failure: Failure) -> [(String, String)] {
    [("class", quoted(failure.kind.rawValue)), ("message", quoted(failure.message))]
  }

  /// An object of members whose values are JSON already.
  package static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  package static func quoted(_ text: String) -> String { JSONText.quoted(text) }
}
