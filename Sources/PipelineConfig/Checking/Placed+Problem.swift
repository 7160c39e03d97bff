import DiagnosticKit
import Expressions
import MarkedYAML

extension Placed {
  /// The place of a problem inside the text; what is missing at the end is behind the last character.
  func place(of problem: ExpressionProblem) -> SourceSpan {
    place(from: problem.offset, count: problem.length)
  }

  /// The place of some bytes inside the text.
  func place(from offset: Int, count: Int) -> SourceSpan {
    let end = text.utf8.count - text.utf8.reversed().prefix { $0 <= 32 }.count
    let first = min(offset, end)
    return node.span(ofBytes: first..<max(first, min(offset + count, end)))
  }
}
