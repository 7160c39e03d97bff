package import DiagnosticKit
import Engine
package import PipelineConfig
import StageKit
import Synchronization

/// Runs the tests of a pipeline file, each through a plan of its own.
package struct TestRunner: Sendable {
  private let file: TrialFile

  /// What "now" is for tests that do not say: 2026-01-01T00:00:00Z.
  package static let usualNow: Int64 = 1_767_225_600_000

  package init(_ file: TrialFile) { self.file = file }

  /// The tests as they stand in the files.
  ///
  /// Errors: everything that is wrong with the files.
  package func tests() throws(Findings) -> [TestPlan] { try file.plan().tests }

  /// Runs one test.
  package func run(_ test: TestPlan) -> TestResult {
    let began = ContinuousClock.now
    var plan: Plan?
    do throws(Findings) {
      let planned = try file.plan(TestRunner.wish(test))
      plan = planned
      let (events, message) = try TestRunner.events(of: test, planned, file)
      var findings = TestJudge(test, events, planned).findings
      if let message, !findings.isEmpty || events.isEmpty {
        findings.append(.error("test", at: test.span, "the run ended: \(message)"))
      }
      return TestResult(
        test: test, findings: findings, events: events, plan: planned,
        nanoseconds: TestRunner.since(began))
    } catch {
      return TestResult(
        test: test, findings: TestRunner.explained(error, test), events: [], plan: plan,
        nanoseconds: TestRunner.since(began))
    }
  }

  private static func since(_ began: ContinuousClock.Instant) -> UInt64 {
    let (seconds, attoseconds) = (ContinuousClock.now - began).components
    return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }

  private static func wish(_ test: TestPlan) -> TrialWish {
    var wish = TrialWish()
    wish.fixtures = test.fixtures
    if case .events(let events, let at) = test.expectation {
      wish.looksAt[at] = Set(events.flatMap { $0.map(\.field.name) })
    }
    return wish
  }

  private static func events(
    of test: TestPlan, _ plan: Plan, _ file: TrialFile
  ) throws(Findings) -> ([TracedEvent], String?) {
    let input: TrialInput =
      switch test.input {
      case .event(let values): .event(values)
      case .line(let text): .text(text)
      }
    let source = plan.sources.firstIndex { $0.id == test.source } ?? 0
    let trial = try Trial(
      plan, source: source, input, registry: file.registry, now: test.now ?? usualNow)
    let seen = Mutex<[TracedEvent]>([])
    let outcome = try trial.run { event in
      seen.withLock { $0.append(event) }
      return true
    }
    return (seen.withLock { $0 }, outcome.messages.first)
  }

  /// A lookup without a fixture that cannot be opened here: the test should bring one.
  private static func explained(_ findings: Findings, _ test: TestPlan) -> Findings {
    Findings(
      findings.map { finding in
        guard finding.code == "lookup" else { return finding }
        var finding = finding
        finding.help.append("give test '\(test.name)' a fixture of it under 'lookups'")
        return finding
      })
  }
}
