/// The source line of a finding and the line of carets below it.
struct SourceExcerpt {
  /// Longer lines are cut to a window: what fits a common terminal beside the line number.
  static let maximumColumns = 100

  /// How many columns of a long line are kept before the caret, so that its context is seen.
  static let columnsBeforeCaret = 40

  /// The line as it is printed.
  let source: String
  /// Padding up to the first marked column.
  let padding: String
  /// `^~~~`, at least one caret.
  let underline: String

  init(_ span: SourceSpan, in file: SourceFile) {
    let scalars = Array(file.line(span.line).unicodeScalars)
    let first = min(max(span.column - 1, 0), scalars.count)
    var last = span.endLine == span.line ? span.endColumn - 1 : scalars.count
    last = min(max(last, first), scalars.count)
    if span.endLine > span.line {
      while last > first, scalars[last - 1].properties.isWhitespace { last -= 1 }
    }

    let window = Self.window(of: scalars, around: first)
    let head = window.lowerBound > 0 ? "…" : ""
    let tail = window.upperBound < scalars.count ? "…" : ""
    source = head + Self.printed(scalars[window]) + tail
    padding = (head.isEmpty ? "" : " ") + Self.blank(scalars[window.lowerBound..<first])
    let marked = scalars[first..<max(first, min(last, window.upperBound))]
    let width = marked.reduce(0) { $0 + DisplayText.width($1) }
    underline = "^" + String(repeating: "~", count: max(width, 1) - 1)
  }

  /// The part of the line to print, by index of scalar.
  private static func window(of line: [Unicode.Scalar], around caret: Int) -> Range<Int> {
    var total = 0
    for scalar in line {
      total += DisplayText.width(scalar)
      if total > maximumColumns { break }
    }
    guard total > maximumColumns else { return 0..<line.count }

    var start = caret
    var columns = 0
    while start > 0, columns < columnsBeforeCaret {
      start -= 1
      columns += DisplayText.width(line[start])
    }
    var end = start
    columns = 0
    while end < line.count, columns < maximumColumns {
      columns += DisplayText.width(line[end])
      end += 1
    }
    return start..<end
  }

  private static func printed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in scalars { result.append(scalar == "\t" ? scalar : DisplayText.safe(scalar)) }
    return String(result)
  }

  /// As many columns of nothing; tabs stay tabs, so that both lines jump to the same stop.
  private static func blank(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    scalars.reduce(into: "") { result, scalar in
      result += scalar == "\t" ? "\t" : String(repeating: " ", count: DisplayText.width(scalar))
    }
  }
}
