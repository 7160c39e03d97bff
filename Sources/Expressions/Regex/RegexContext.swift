/// What stands between two bytes, for assertions.
struct RegexContext: Hashable {
  var isTextStart = false
  var isTextEnd = false
  var isBehindNewline = false
  var isBeforeNewline = false
  var isBehindWord = false
  var isBeforeWord = false

  func holds(_ assertion: RegexTree.Assertion) -> Bool {
    switch assertion {
    case .textStart: isTextStart
    case .textEnd: isTextEnd
    case .lineStart: isTextStart || isBehindNewline
    case .lineEnd: isTextEnd || isBeforeNewline
    case .wordEdge: isBehindWord != isBeforeWord
    case .noWordEdge: isBehindWord == isBeforeWord
    }
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_")
  }

  /// The place behind one byte and before another; nil at the ends of the text.
  init(behind: UInt8?, before: UInt8?) {
    if let behind {
      isBehindNewline = behind == 10
      isBehindWord = RegexContext.isWord(behind)
    } else {
      isTextStart = true
    }
    if let before {
      isBeforeNewline = before == 10
      isBeforeWord = RegexContext.isWord(before)
    } else {
      isTextEnd = true
    }
  }
}
