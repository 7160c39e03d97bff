import DiagnosticKit

extension Mistake {
  /// Mistakes about other files that a pipeline names, and about variables.
  var loadWords: (String, String, [String])? {
    switch self {
    case .unreadableFile(let path, let reason):
      (
        "unreadable", "cannot read '\(path)': \(reason)",
        ["relative paths belong to the folder of the file that states them"]
      )
    case .includesItself(let path, let chain):
      (
        "cycle",
        chain.isEmpty
          ? "'\(path)' would be read inside itself"
          : "'\(path)' would be read inside itself, by way of \(Mistake.listed(chain))",
        ["remove it here or there"]
      )
    case .tooManyFiles(let limit):
      ("too-many", "a pipeline has \(limit) files at most", ["put several of them into one"])
    case .nestedTooDeep(let limit):
      (
        "too-many", "files of stages stand inside each other \(limit) deep at most",
        ["name this file further out"]
      )
    case .notInOtherFile(let key, let place, let valid):
      (
        "unknown-key", "\(place) has no '\(key)'",
        ["its keys: \(valid.sorted().joined(separator: ", "))"]
      )
    case .noStages(let path):
      ("missing-key", "'\(path)' has no stages", ["add a list 'stages:' with one entry"])
    case .duplicateLookup(let name, let place):
      ("duplicate-id", "the lookup '\(name)' is declared in \(place)", ["choose another name"])
    case .variableInPath:
      ("bad-variable", "variables do not apply to 'include'", ["write the path out"])
    case .groupNeedsID(let path):
      ("missing-key", "the stages of '\(path)' need an 'id'", ["add for instance 'id: geo'"])
    case .notOfGroup(let key, let valid):
      (
        "unknown-option", "stages of another file take no option '\(key)'",
        ["these keys apply: \(valid.sorted().joined(separator: ", "))"]
      )
    case .fromInStageFile:
      (
        "bad-from", "the stages of such a file are a chain: 'from' does not apply",
        ["put the branch into the pipeline, or into a file of its own"]
      )
    default: variableWords
    }
  }

  private static func listed(_ chain: [String]) -> String {
    chain.map { "'\($0)'" }.joined(separator: ", ")
  }

  private var variableWords: (String, String, [String])? {
    switch self {
    case .badVariable(let problem): ("bad-variable", problem.message, [problem.help])
    case .unsetVariable(let name, let near):
      (
        "unset-variable", "the variable '\(name)' is not set",
        [
          Mistake.hint(name, near)
            ?? "set it with '--set \(name)=…' or in the environment, or write '${\(name):-default}'"
        ]
      )
    case .unusedSetting(let name, let near):
      (
        "unused-variable", "no file asks for the variable '\(name)'",
        Mistake.nearest(name, near, list: "asked for")
      )
    default: nil
    }
  }
}

extension VariableText.Problem {
  fileprivate var message: String {
    switch self {
    case .unclosed: "'${' is never closed"
    case .badName(let name): "'${\(name)}' is no variable"
    case .nested: "variables cannot stand inside each other"
    case .badDefault(let name): "a default stands behind ':-', as in '${\(name):-default}'"
    }
  }

  fileprivate var help: String {
    switch self {
    case .unclosed: "add '}', or write '$${' for the text '${'"
    case .badName:
      "write '${NAME}', '${NAME:-default}' or '${file:path}'; '$${' stands for the text '${'"
    case .nested: "set one variable to the whole value"
    case .badDefault: "the default is used when the variable is not set or empty"
    }
  }
}
