import DiagnosticKit

/// The findings for values that start with a character YAML keeps for itself.
enum Traps {
  /// `when: !is_bot`, which YAML takes for a tag.
  static func tag(at offset: Int, isFlow: Bool, in file: SourceFile) -> Finding {
    let cursor = SourceCursor(file)
    var end = offset
    while !cursor.isSpace(end) { end += 1 }
    let name = cursor.text(offset..<end)
    let span = file.span(ofBytes: offset..<end)
    if isRealTag(name) {
      return .error(
        "yaml-tag", at: span, "YAML tags such as '\(name)' are not supported",
        help: "leave the tag out: a value has the type of the option it stands for")
    }
    let valueEnd = cursor.valueEnd(offset, isFlow: isFlow)
    return .error(
      "yaml-tag", at: file.span(ofBytes: offset..<valueEnd),
      "'!' at the start of an unquoted value makes a YAML tag of it",
      help: Advice.quote(cursor.text(offset..<valueEnd)))
  }

  /// Whether text is a tag as YAML's manual has them, `!!str` or `!<tag:...>`.
  static func isRealTag(_ text: String) -> Bool {
    text.hasPrefix("!!") || text.hasPrefix("!<")
  }

  /// `path: *.gz` and its like.
  static func specialStart(at offset: Int, isFlow: Bool, in file: SourceFile) -> Finding {
    let cursor = SourceCursor(file)
    let start = cursor.text(offset..<(offset + 1))
    let end = cursor.valueEnd(offset, isFlow: isFlow)
    return .error(
      "yaml-special-start", at: file.span(ofBytes: offset..<max(end, offset + 1)),
      "an unquoted value cannot start with '\(start)' (\(meaning(of: start)))",
      help: Advice.quote(cursor.text(offset..<end)))
  }

  private static func meaning(of start: String) -> String {
    switch start {
    case "*": "an alias in YAML"
    case "&": "an anchor in YAML"
    case "%": "a directive in YAML"
    case "|", ">": "a block of lines in YAML"
    case "[": "a list in YAML"
    case "{": "a map in YAML"
    case "?", ":": "a key in YAML"
    case "-": "a list entry in YAML"
    default: "reserved in YAML"
    }
  }
}
