import DiagnosticKit

extension SyntaxTrap {
  /// Text behind a closing quote or bracket, or behind an alias.
  var afterValue: Finding? {
    let next = cursor.skipBlanks(lastEnd)
    guard trail.end.line == problemLine, next < cursor.lineEnd(lastEnd), !isClosing(next) else {
      return nil
    }
    switch trail.kind {
    case .scalar(.singleQuoted), .scalar(.doubleQuoted):
      if trail.start.line < trail.end.line { return lateQuote }
      return isMissingComma(next) ? missingComma : afterQuote
    case .flowCollection:
      return isMissingComma(next) ? missingComma : afterBracket
    case .alias:
      return Traps.specialStart(at: lastStart, isFlow: isFlow, in: file)
    default:
      return nil
    }
  }

  /// Whether a comment, the end of an item or the `:` of a key stands there.
  private func isClosing(_ offset: Int) -> Bool {
    switch cursor[offset] {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): true
    case UInt8(ascii: "#"): cursor.isBlank(offset - 1)
    case UInt8(ascii: ":"): cursor.isSpace(offset + 1)
    default: false
    }
  }

  private func isMissingComma(_ next: Int) -> Bool {
    guard isFlow else { return false }
    switch cursor[next] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "{"): return true
    default: return cursor.text(next..<cursor.valueEnd(next, isFlow: true)).contains(": ")
    }
  }

  private var missingComma: Finding {
    .error(
      "yaml-syntax", at: file.span(ofBytes: lastEnd..<lastEnd), "a ',' is missing here",
      help: "put text that contains quotes or brackets as a whole in quotes")
  }

  /// `when: "GB" == country`.
  private var afterQuote: Finding {
    let end = cursor.valueEnd(lastStart, isFlow: isFlow)
    let next = cursor.skipBlanks(lastEnd)
    let end2 = max(end, cursor.valueEnd(next, isFlow: isFlow))
    let value = cursor.text(lastStart..<end2)
    let isApostrophe =
      trail.kind == .scalar(.singleQuoted) && next == lastEnd
      && cursor[end2 - 1] == UInt8(ascii: "'")
    return .error(
      "yaml-quote-then-text", at: file.span(ofBytes: lastStart..<end2),
      "the value ends with its closing quote, but "
        + "\(Advice.shown(cursor.text(next..<end2))) follows",
      help: isApostrophe
        ? "inside single quotes write a single quote twice" : Advice.quote(value))
  }

  /// A quote without its end: it closes where the next quoted value begins.
  private var lateQuote: Finding {
    let quote = cursor.text(lastStart..<(lastStart + 1))
    return .error(
      "yaml-unclosed-quote", at: file.span(ofBytes: lastStart..<(lastStart + 1)),
      "the quote closes only in line \(trail.end.line), and more text follows there",
      help: "add a closing \(quote) where the value ends")
  }

  /// `path: [a]/x`.
  private var afterBracket: Finding {
    let end = cursor.valueEnd(lastStart, isFlow: isFlow)
    let open = cursor.text(lastStart..<(lastStart + 1))
    let kind = open == "[" ? "a list" : "a map"
    return .error(
      "yaml-special-start", at: file.span(ofBytes: lastStart..<max(end, lastEnd)),
      "a value that starts with '\(open)' is \(kind), but text follows its end",
      help: Advice.quote(cursor.text(lastStart..<end)))
  }

  /// `x: a ? b : c`, or a line that is indented too far.
  var unexpectedColon: Finding {
    guard case .scalar = trail.kind, lastEnd <= problem else {
      return .error(
        "yaml-syntax", at: file.span(ofBytes: problem..<(problem + 1)),
        "':' has no key before it")
    }
    guard trail.start.line == problemLine else {
      return cursor.startsLine(lastStart) ? missingColon(at: lastStart) : continuedValue
    }
    return colonInValue
  }

  private var colonInValue: Finding {
    let end = cursor.valueEnd(lastStart, isFlow: isFlow)
    return .error(
      "yaml-colon-in-value", at: file.span(ofBytes: problem..<(problem + 1)),
      "an unquoted value cannot contain ': ', which makes a map of it",
      help: Advice.quote(cursor.text(lastStart..<max(end, lastEnd))))
  }

  /// `{ path: http:, x: y }`.
  func colonAtEnd(_ start: Int) -> Finding {
    let end = cursor.valueEnd(start, isFlow: isFlow)
    return .error(
      "yaml-colon-in-value", at: file.span(ofBytes: problem..<(problem + 1)),
      "inside brackets unquoted text cannot contain ':' before a bracket or comma",
      help: Advice.quote(cursor.text(start..<max(end, problem + 1))))
  }

  /// What libyaml found in brackets instead of `,` or the closing bracket.
  var unexpectedInFlow: Finding {
    if cursor.isEnd(problem) || trail.end.line > trail.start.line || trail.end.line < problemLine {
      return unclosedBracket
    }
    switch cursor[problem] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return braceInValue
    case UInt8(ascii: ":"): return colonInValue
    default:
      return .error(
        "yaml-syntax", at: file.span(ofBytes: problem..<(problem + 1)),
        "a ',' or the closing '\(closingBracket)' belongs here",
        help: "put text with brackets in quotes")
    }
  }

  /// `{ path: ${DIR}/x }`.
  private var braceInValue: Finding {
    let end = max(cursor.valueEnd(lastStart, isFlow: true), lastEnd)
    let brace = cursor.text(problem..<(problem + 1))
    let outside = closingBracket == "]" ? "[ ]" : "{ }"
    return .error(
      "yaml-flow-brace", at: file.span(ofBytes: problem..<(problem + 1)),
      "inside \(outside) an unquoted value cannot contain '\(brace)'",
      help: Advice.quote(cursor.text(lastStart..<end)))
  }
}
