package import DiagnosticKit
package import Engine
package import PipelineConfig
import StageKit

/// What a test of a pipeline file gave.
package struct TestResult: Sendable {
  package let test: TestPlan
  /// What is not as expected, with its place; nothing when the test passes.
  package let findings: Findings
  /// What became of what went in.
  package let events: [TracedEvent]
  /// The plan that it ran; nil when it could not be made.
  package let plan: Plan?
  package let nanoseconds: UInt64

  package var isPassed: Bool { findings.isEmpty }
}
