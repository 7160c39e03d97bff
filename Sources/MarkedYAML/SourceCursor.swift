import DiagnosticKit

/// Looks around in the bytes of a source file; reads zero beyond its end.
struct SourceCursor {
  private let file: SourceFile

  init(_ file: SourceFile) {
    self.file = file
  }

  subscript(offset: Int) -> UInt8 {
    offset >= 0 && offset < file.bytes.count ? file.bytes[offset] : 0
  }

  func isEnd(_ offset: Int) -> Bool { offset >= file.bytes.count }

  func isBlank(_ offset: Int) -> Bool {
    self[offset] == UInt8(ascii: " ") || self[offset] == UInt8(ascii: "\t")
  }

  func isBreak(_ offset: Int) -> Bool {
    self[offset] == UInt8(ascii: "\n") || self[offset] == UInt8(ascii: "\r")
  }

  /// Whether a blank, a line break or the end of the file is there.
  func isSpace(_ offset: Int) -> Bool { isBlank(offset) || isBreak(offset) || isEnd(offset) }

  func isBlank(line: Int) -> Bool {
    let range = file.byteRange(ofLine: line)
    return skipBlanks(range.lowerBound) >= range.upperBound
  }

  func skipBlanks(_ offset: Int) -> Int {
    var offset = offset
    while isBlank(offset) { offset += 1 }
    return offset
  }

  /// The next byte that is no blank, line break or comment.
  func skipSpaceAndComments(_ offset: Int) -> Int {
    var offset = offset
    while !isEnd(offset) {
      if isBlank(offset) || isBreak(offset) {
        offset += 1
      } else if self[offset] == UInt8(ascii: "#"), isSpace(offset - 1) {
        while !isEnd(offset), !isBreak(offset) { offset += 1 }
      } else {
        break
      }
    }
    return offset
  }

  /// The end of the line, trailing blanks left out.
  func lineEnd(_ offset: Int) -> Int {
    var end = offset
    while !isEnd(end), !isBreak(end) { end += 1 }
    while end > offset, isBlank(end - 1) { end -= 1 }
    return end
  }

  /// Whether only blanks and dashes stand before it on its line.
  func startsLine(_ offset: Int) -> Bool {
    var before = offset - 1
    while isBlank(before) || self[before] == UInt8(ascii: "-") { before -= 1 }
    return before < 0 || isBreak(before)
  }

  /// The end of what was meant as one value: of the line, a comment, or an item in brackets.
  func valueEnd(_ start: Int, isFlow: Bool) -> Int {
    let end = lineEnd(start)
    var quote: UInt8 = 0
    var depth = 0
    var offset = start
    scan: while offset < end {
      let byte = self[offset]
      switch byte {
      case _ where quote != 0:
        if byte == quote { quote = 0 }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        quote = byte
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("):
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
        if isFlow, depth == 0 { break scan }
        depth -= 1
      case UInt8(ascii: ","):
        if isFlow, depth == 0 { break scan }
      case UInt8(ascii: "#"):
        if offset > start, isBlank(offset - 1) { break scan }
      default: break
      }
      offset += 1
    }
    while offset > start, isBlank(offset - 1) { offset -= 1 }
    return offset
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: file.bytes[range.clamped(to: 0..<file.bytes.count)], as: UTF8.self)
  }
}
