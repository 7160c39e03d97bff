package import DiagnosticKit
package import PipelineConfig
package import StageKit

/// A pipeline file with the file of tests beside it, ready to be planned for any trial.
package struct TrialFile: Sendable {
  package let source: SourceFile
  /// `NAME.test.yaml` beside `NAME.yaml`; nil when there is none.
  package let tests: SourceFile?
  package let folder: String
  package let registry: Registry
  private let surroundings: Surroundings

  package init(
    _ source: SourceFile, tests: SourceFile?, folder: String, registry: Registry,
    in surroundings: Surroundings = Surroundings()
  ) {
    self.surroundings = surroundings
    self.source = source
    self.tests = tests
    self.folder = folder
    self.registry = registry
  }

  /// Where tests of a pipeline file stand beside it.
  package static func pathOfTests(of path: String) -> String {
    for ending in [".yaml", ".yml"] where path.hasSuffix(ending) {
      return path.dropLast(ending.count) + ".test" + ending
    }
    return path + ".test.yaml"
  }

  /// Errors: everything that is wrong with the files.
  package func plan(_ wish: TrialWish = TrialWish()) throws(Findings) -> Plan {
    let result = check(wish)
    guard let plan = result.plan else { throw result.findings }
    return plan
  }

  /// A plan when there is no error, and all that was found.
  package func check(_ wish: TrialWish = TrialWish()) -> CheckResult {
    Checker.check(
      source, registry: registry, folder: folder, for: .trial(wish), in: surroundings, tests: tests)
  }
}
