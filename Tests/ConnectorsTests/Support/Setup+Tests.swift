import StageKit

extension Setup {
  /// What the checker would hand over: stated options and defaults.
  init(_ spec: Spec, _ stated: [String: OptionData] = [:], folder: String = ".") {
    self.init(id: spec.name)
    for option in spec.options { options[option.name] = stated[option.name] ?? option.defaultValue }
    self.folder = folder
  }
}

extension FindingMessages {
  init(_ findings: Findings) {
    lines = findings.map { "\($0.code): \($0.message)" }
  }
}

/// What findings say, to compare.
struct FindingMessages: Equatable {
  let lines: [String]
}
