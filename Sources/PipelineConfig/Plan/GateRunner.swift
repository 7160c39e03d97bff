import StageKit

/// Stands where a stage of the plan runs nothing: a gate only looks at what was collected.
final class GateRunner: StageRunner {
  var kind: StageKind { .event }
  func accept(_ lookups: Lookups) throws(Failure) {}
  func run(_ pass: inout StagePass, _ workspace: AnyObject?) {}
}
