/// Tells an expression that was cut in its middle from text with a comment behind it.
enum Unfinished {
  private static let operators: Set<Substring> = [
    "==", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "*", "/", "%", "?", ":", "!", "in",
  ]

  /// Whether the text ends in an operator, or inside a quote or bracket.
  static func isUnfinished(_ text: String) -> Bool {
    if let blank = text.lastIndex(of: " "), operators.contains(text[text.index(after: blank)...]) {
      return true
    }
    return isOpen(text)
  }

  private static func isOpen(_ text: String) -> Bool {
    var quote: UInt8 = 0
    var depth = 0
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      switch byte {
      case _ where quote != 0:
        if byte == quote { quote = 0 }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // An apostrophe stands behind a letter, an opening quote does not.
        if !isWord(previous) { quote = byte }
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      previous = byte
    }
    return quote != 0 || depth > 0
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }
}
