import DiagnosticKit

/// A comment of a file, from its `#` to the end of its line.
struct Comment {
  let text: String
  let offset: Int
  let line: Int
  /// Counted from 1, in characters.
  let column: Int
  /// Whether nothing but blanks stands before it on its line.
  let isOwnLine: Bool
  /// Whether the line above is empty.
  var hasGap: Bool

  /// All comments of a file whose values are known: what stands between those is searched.
  static func all(in file: SourceFile, around root: LayoutNode) -> [Comment] {
    var texts: [Range<Int>] = []
    collect(root, file, into: &texts)
    var comments: [Comment] = []
    var offset = 0
    for text in texts + [file.bytes.count..<file.bytes.count] {
      search(offset..<max(offset, text.lowerBound), file, into: &comments)
      offset = max(offset, text.upperBound)
    }
    return comments
  }

  /// The ranges of all texts, in the order of the file; recursion is as deep as a file may be.
  private static func collect(
    _ node: LayoutNode, _ file: SourceFile, into ranges: inout [Range<Int>]
  ) {
    if !node.isCollection {
      let cursor = SourceCursor(file)
      let start = node.anchor == nil ? node.start : cursor.skipProperties(node.start)
      guard node.isBlockText else { return ranges.append(start..<max(start, node.end)) }
      let header = file.byteRange(ofLine: file.line(ofByte: start)).upperBound
      // The line of '|' may have a comment behind it; the lines below have none.
      return ranges.append(min(header, node.end)..<max(header, node.end))
    }
    for item in node.items {
      if let key = item.key { collect(key, file, into: &ranges) }
      collect(item.value, file, into: &ranges)
    }
  }

  private static func search(
    _ range: Range<Int>, _ file: SourceFile, into comments: inout [Comment]
  ) {
    let cursor = SourceCursor(file)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let isComment =
        cursor[offset] == UInt8(ascii: "#") && (offset == 0 || cursor.isSpace(offset - 1))
      guard isComment else {
        offset += 1
        continue
      }
      let end = cursor.lineEnd(offset)
      let line = file.line(ofByte: offset)
      let span = file.span(ofBytes: offset..<offset)
      let start = file.byteRange(ofLine: line).lowerBound
      comments.append(
        Comment(
          text: cursor.text(offset..<end), offset: offset, line: line, column: span.column,
          isOwnLine: cursor.skipBlanks(start) == offset,
          hasGap: line > 1 && cursor.isBlank(line: line - 1)))
      offset = max(end, offset + 1)
    }
  }
}
