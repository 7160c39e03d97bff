/// A file as the user named it, with its bytes and its lines.
///
/// Lines end at `\n`, `\r\n` or a lone `\r`. A UTF-8 byte order mark at the start is left out, so
/// that column 1 is the first character a person sees.
public final class SourceFile: Sendable {
  /// The path as the user wrote it.
  public let name: String

  /// The content without a leading UTF-8 byte order mark.
  public let bytes: [UInt8]

  /// The offset in `bytes` at which each line starts.
  private let lineStarts: [Int]

  /// Makes a file from its bytes, which need not be valid UTF-8.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    self.lineStarts = Self.lineStarts(of: self.bytes)
  }

  /// Makes a file from text.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The content as text; bytes that are not UTF-8 become U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The number of lines; text after the last line break counts as one, even when empty.
  public var lineCount: Int { lineStarts.count }

  /// The text of a line, counted from 1, without its line break; empty for a line that is not there.
  public func line(_ number: Int) -> String {
    String(decoding: bytes[byteRange(ofLine: number)], as: UTF8.self)
  }

  /// Where a line, counted from 1, lies in `bytes`, without its line break.
  public func byteRange(ofLine number: Int) -> Range<Int> {
    guard number >= 1, number <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[number - 1]
    guard number < lineStarts.count else { return start..<bytes.count }
    var end = lineStarts[number] - 1
    if end > start, bytes[end] == UInt8(ascii: "\n"), bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return start..<end
  }

  /// The line, counted from 1, that holds a byte offset.
  public func line(ofByte offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The span from one byte offset to another, its columns counted in characters.
  public func span(ofBytes range: Range<Int>) -> SourceSpan {
    let (line, column) = place(ofByte: range.lowerBound)
    let (endLine, endColumn) = place(ofByte: range.upperBound)
    return SourceSpan(
      file: self, line: line, column: column, endLine: endLine, endColumn: endColumn)
  }

  private func place(ofByte offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(ofByte: offset)
    let start = lineStarts[line - 1]
    return (line, 1 + String(decoding: bytes[start..<offset], as: UTF8.self).unicodeScalars.count)
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices where bytes[index] <= 0x0D {
        let isBreak =
          bytes[index] == UInt8(ascii: "\n")
          || bytes[index] == UInt8(ascii: "\r")
            && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
        if isBreak { starts.append(index + 1) }
      }
    }
    return starts
  }
}
