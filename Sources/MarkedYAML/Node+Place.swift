public import DiagnosticKit

extension Node {
  /// The place of a part of a scalar's text, given by offsets into its UTF-8 bytes.
  ///
  /// Shape: exact for values on one line and for `|`; the whole value where text and source differ
  /// (escapes, folding over several lines).
  public func span(ofBytes range: Range<Int>) -> SourceSpan {
    guard let scalar, let file = span.file else { return span }
    let text = Array(scalar.text.utf8)
    guard range.lowerBound >= 0, range.upperBound <= text.count else { return span }
    switch scalar.style {
    case .literal:
      return literalSpan(text, range, file) ?? span
    case .plain, .singleQuoted, .doubleQuoted:
      return lineSpan(text, range, file) ?? span
    case .folded:
      return span
    }
  }

  /// The part of a value on one line, when its source is its text between quotes or none.
  private func lineSpan(_ text: [UInt8], _ range: Range<Int>, _ file: SourceFile) -> SourceSpan? {
    guard span.line == span.endLine, let quoted = scalar.map({ $0.style != .plain }) else {
      return nil
    }
    let margin = quoted ? 1 : 0
    let source = Self.scalars(Array(file.line(span.line).utf8))
      .dropFirst(span.column - 1 + margin)
      .prefix(span.endColumn - span.column - 2 * margin)
    guard source.elementsEqual(Self.scalars(text)) else { return nil }
    let start = span.column + margin + Self.scalars(text[..<range.lowerBound]).count
    return SourceSpan(
      file: file, line: span.line, column: start, length: Self.scalars(text[range]).count)
  }

  /// The part of a block of lines: each line of text is a line of source without its margin.
  private func literalSpan(
    _ text: [UInt8], _ range: Range<Int>, _ file: SourceFile
  ) -> SourceSpan? {
    let newline = UInt8(ascii: "\n")
    func place(_ offset: Int) -> (line: Int, column: Int)? {
      let before = text[..<offset]
      let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
      let lineEnd = text[offset...].firstIndex(of: newline) ?? text.count
      let line = span.line + 1 + before.count { $0 == newline }
      let source = Self.scalars(Array(file.line(line).utf8))
      let content = Self.scalars(text[lineStart..<lineEnd])
      guard source.suffix(content.count).elementsEqual(content) else { return nil }
      return (
        line,
        source.count - content.count + Self.scalars(text[lineStart..<offset]).count + 1
      )
    }
    guard let start = place(range.lowerBound), let end = place(range.upperBound) else {
      return nil
    }
    return SourceSpan(
      file: file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
  }

  private static func scalars(_ bytes: some Collection<UInt8>) -> String.UnicodeScalarView {
    String(decoding: bytes, as: UTF8.self).unicodeScalars
  }
}
