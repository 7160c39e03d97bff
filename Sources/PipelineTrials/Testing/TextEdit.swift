import DiagnosticKit

/// Replaces a stretch of a file.
struct TextEdit {
  let range: Range<Int>
  let text: String

  init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }
}

extension SourceFile {
  /// The offset of a place, given by line and column, both from 1.
  func offset(line: Int, column: Int) -> Int {
    let range = byteRange(ofLine: line)
    let scalars = self.line(line).unicodeScalars.prefix(column - 1)
    return min(range.lowerBound + String(String.UnicodeScalarView(scalars)).utf8.count, bytes.count)
  }

  /// The bytes of a span.
  func range(_ span: SourceSpan) -> Range<Int> {
    let start = offset(line: span.line, column: span.column)
    return start..<max(start, offset(line: span.endLine, column: span.endColumn))
  }

  /// The bytes with all edits; those that overlap earlier ones are left out.
  func applying(_ edits: [TextEdit]) -> [UInt8] {
    var result: [UInt8] = []
    var done = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where edit.range.lowerBound >= done {
      result += bytes[done..<edit.range.lowerBound] + Array(edit.text.utf8)
      done = edit.range.upperBound
    }
    return result + bytes[done...]
  }
}
