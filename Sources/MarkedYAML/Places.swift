import CYAML
import DiagnosticKit

/// Turns libyaml's marks into lines and columns, and into offsets of bytes.
struct Places {
  /// A line and column, both counted from 1.
  struct Place: Equatable {
    var line: Int
    var column: Int
  }

  let file: SourceFile
  private let isASCII: Bool

  /// The number of the first character of each line; empty while libyaml's own lines are right.
  private let firstCharacters: [Int]

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
    var offset = line.lowerBound
    var column = 1
    while offset < line.upperBound, column < place.column {
      offset += 1
      while offset < line.upperBound, file.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    return offset
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
