import CYAML
import DiagnosticKit

/// Turns libyaml's marks into lines and columns, and into offsets of bytes.
final class Places {
  /// A line and column, both counted from 1.
  struct Place: Equatable {
    var line: Int
    var column: Int
  }

  let file: SourceFile
  private let isASCII: Bool

  /// The number of the first character of each line; empty while libyaml's own lines are right.
  private let firstCharacters: [Int]

  /// The last answer: on one long line each walk goes on where the last one ended, which keeps
  /// reading linear.
  private var last = (place: Place(line: 1, column: 1), offset: 0)

  init(_ file: SourceFile, _ check: TextCheck) {
    self.file = file
    self.isASCII = check.isASCII
    self.firstCharacters = check.hasUnusualBreaks ? Self.firstCharacters(file) : []
  }

  /// The line and column of a mark.
  func place(_ mark: yaml_mark_t) -> Place {
    guard !firstCharacters.isEmpty else {
      return Place(line: mark.line + 1, column: mark.column + 1)
    }
    var low = 0
    var high = firstCharacters.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstCharacters[middle] <= mark.index { low = middle } else { high = middle }
    }
    return Place(line: low + 1, column: mark.index - firstCharacters[low] + 1)
  }

  /// The byte at which a mark points, at most the end of its line.
  func offset(_ mark: yaml_mark_t) -> Int { offset(place(mark)) }

  /// The byte at a place, at most the end of its line.
  func offset(_ place: Place) -> Int {
    let line = file.byteRange(ofLine: place.line)
    if isASCII { return min(line.lowerBound + place.column - 1, line.upperBound) }
    let isBehindLast = place.line == last.place.line && place.column >= last.place.column
    var offset = isBehindLast ? last.offset : line.lowerBound
    var column = isBehindLast ? last.place.column : 1
    while offset < line.upperBound, column < place.column {
      offset += 1
      while offset < line.upperBound, file.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    last = (Place(line: place.line, column: column), offset)
    return offset
  }

  /// The place of a byte behind another one of known place, on the same line or a later one.
  func place(ofByte offset: Int, after start: Place, at startOffset: Int) -> Place {
    let line = file.line(ofByte: offset)
    guard line == start.line else {
      let span = file.span(ofBytes: offset..<offset)
      return Place(line: span.line, column: span.column)
    }
    let between = file.bytes[startOffset..<max(startOffset, offset)]
    return Place(line: line, column: start.column + between.count { $0 & 0xC0 != 0x80 })
  }

  /// The span between two places.
  func span(_ start: Place, _ end: Place) -> SourceSpan {
    SourceSpan(
      file: file, line: start.line, column: start.column, endLine: end.line,
      endColumn: end.column)
  }

  private static func firstCharacters(_ file: SourceFile) -> [Int] {
    var result: [Int] = []
    var count = 0
    var offset = 0
    for line in 1...file.lineCount {
      let start = file.byteRange(ofLine: line).lowerBound
      count += file.bytes[offset..<start].count { $0 & 0xC0 != 0x80 }
      offset = start
      result.append(count)
    }
    return result
  }
}
