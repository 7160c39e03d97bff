import CYAML
import DiagnosticKit

/// Says what a syntax error means to the author, who mostly wrote an expression or a path.
///
/// libyaml reports the token it did not expect; the cause stands before it. So the source is looked
/// at from the last value that was read on.
struct SyntaxTrap {
  let failure: SyntaxFailure
  let trail: Trail
  let isFlow: Bool
  let places: Places

  var file: SourceFile { places.file }
  var cursor: SourceCursor { SourceCursor(places.file) }

  /// Where libyaml gave up.
  var problem: Int { places.offset(failure.problemMark) }
  var problemLine: Int { places.place(failure.problemMark).line }
  /// The end of the last value that was read.
  var lastEnd: Int { places.offset(trail.end) }
  var lastStart: Int { places.offset(trail.start) }

  /// The one finding for the syntax error.
  var finding: Finding {
    if let finding = insideQuotes ?? tab ?? afterValue ?? specialStart { return finding }
    switch failure.problem {
    case "mapping values are not allowed in this context": return unexpectedColon
    case "block sequence entries are not allowed in this context": return unexpectedDash
    case "mapping keys are not allowed in this context":
      return Traps.specialStart(at: problem, isFlow: isFlow, in: file)
    case "could not find expected ':'": return missingColon(at: places.offset(failure.contextMark))
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      return unexpectedInFlow
    case "did not find expected node content": return missingValue
    case "did not find expected key", "did not find expected '-' indicator": return misplacedLine
    case "did not find expected <document start>": return afterDocument
    default: return special ?? plainWords
    }
  }

  /// A character that YAML keeps for itself, seen further ahead than the last value.
  private var special: Finding? {
    let start = places.offset(failure.contextMark)
    switch failure.context {
    case "while scanning a plain scalar":
      return failure.problem == "found unexpected ':'" ? colonAtEnd(start) : nil
    case "while scanning a tag", "while parsing a tag":
      return Traps.tag(at: start, isFlow: isFlow, in: file)
    case "while scanning for the next token", "while scanning an alias",
      "while scanning an anchor", "while scanning a directive", "while scanning a block scalar":
      return cursor.isEnd(start) ? nil : Traps.specialStart(at: start, isFlow: isFlow, in: file)
    default:
      return nil
    }
  }

  /// An escape that does not exist, or a quote that is never closed.
  private var insideQuotes: Finding? {
    guard failure.context.hasSuffix("quoted scalar") else { return nil }
    let start = places.offset(failure.contextMark)
    if failure.problem.contains("unexpected") {
      return .error(
        "yaml-unclosed-quote", at: file.span(ofBytes: start..<(start + 1)),
        "the quote is never closed", help: "add a closing \(cursor.text(start..<(start + 1)))")
    }
    guard failure.problem.contains("escape") || failure.problem.contains("hexdecimal") else {
      return nil
    }
    return escape(start)
  }

  private func escape(_ start: Int) -> Finding {
    var slash = problem
    while slash > start, cursor[slash] != UInt8(ascii: "\\") { slash -= 1 }
    let lineEnd = cursor.lineEnd(slash)
    let isHalf = failure.problem.contains("invalid Unicode")
    let end = min(slash + (isHalf ? 6 : 2), lineEnd)
    let span = file.span(ofBytes: slash..<end)
    let name = cursor.text(slash..<end)
    if isHalf {
      return .error(
        "yaml-escape", at: span, "'\(name)' is no character of its own",
        help: "write the character itself, or '\\UHHHHHHHH'")
    }
    guard failure.problem.contains("unknown") else {
      return .error(
        "yaml-escape", at: span, "'\(name)' is not a complete escape",
        help: "write '\\xHH', '\\uHHHH' or '\\UHHHHHHHH', or the character itself")
    }
    var close = end
    while close < lineEnd, cursor[close] != UInt8(ascii: "\"") { close += 1 }
    let value = cursor.text((start + 1)..<close)
    let isShort = close - start <= Advice.longestShown && !value.contains("'")
    return .error(
      "yaml-escape", at: span, "'\(name)' is no escape in double quotes",
      help: "use single quotes, where '\\' is an ordinary character"
        + (isShort ? ": '\(value)'" : ""))
  }

  private var tab: Finding? {
    guard cursor[problem] == UInt8(ascii: "\t") || failure.problem.contains("tab character") else {
      return nil
    }
    return .error(
      "yaml-tab", at: file.span(ofBytes: problem..<(problem + 1)),
      "a tab cannot stand here: YAML is indented with spaces", help: "replace it by spaces")
  }

  /// A value that starts with `!`, `*`, `&`, `%`, `@`, a backtick, `|` or `>`.
  private var specialStart: Finding? {
    let start = nextValue(lastEnd)
    let line = file.line(ofByte: start)
    let contextLine = places.place(failure.contextMark).line
    guard line == problemLine || line == contextLine, !cursor.isEnd(start) else { return nil }
    switch cursor[start] {
    case UInt8(ascii: "!"):
      return Traps.tag(at: start, isFlow: isFlow, in: file)
    case UInt8(ascii: "*"), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "@"),
      UInt8(ascii: "`"):
      return Traps.specialStart(at: start, isFlow: isFlow, in: file)
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      guard failure.context == "while scanning a block scalar" else { return nil }
      return Traps.specialStart(at: start, isFlow: isFlow, in: file)
    default:
      return nil
    }
  }

  /// The first byte of the value behind `: `, `- ` or `,`.
  private func nextValue(_ offset: Int) -> Int {
    var offset = cursor.skipSpaceAndComments(offset)
    while true {
      let byte = cursor[offset]
      let isIndicator =
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?")
      guard byte == UInt8(ascii: ",") || isIndicator && cursor.isSpace(offset + 1) else { break }
      guard !cursor.isEnd(offset) else { break }
      offset = cursor.skipSpaceAndComments(offset + 1)
    }
    return offset
  }

  private var plainWords: Finding {
    let context = failure.context.isEmpty ? "" : " \(failure.context)"
    return .error(
      "yaml-syntax", at: file.span(ofBytes: problem..<problem),
      "this is not valid YAML: \(failure.problem)\(context)")
  }
}
