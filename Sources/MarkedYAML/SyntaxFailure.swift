import CYAML

/// The words and marks with which libyaml gave up.
struct SyntaxFailure {
  /// What it did at the time, such as `while parsing a block mapping`.
  let context: String
  /// Where that started.
  let contextMark: yaml_mark_t
  /// What it did not expect.
  let problem: String
  /// Where that is.
  let problemMark: yaml_mark_t

  init(_ parser: yaml_parser_t) {
    context = parser.context.map { String(cString: $0) } ?? ""
    contextMark = parser.context_mark
    problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
    problemMark = parser.problem_mark
  }
}
