import DiagnosticKit

extension SyntaxTrap {
  /// The bracket that would close the innermost open one.
  var closingBracket: String {
    openBracket.map { cursor[$0] == UInt8(ascii: "[") } ?? false ? "]" : "}"
  }

  private var openBracket: Int? { trail.openBracket.map { places.offset($0) } }

  /// A bracket that is not closed, seen at the end of the file or at the next line.
  var unclosedBracket: Finding {
    let open = openBracket ?? problem
    let name = cursor.text(open..<(open + 1))
    if cursor.isEnd(problem) {
      return .error(
        "yaml-unclosed-bracket", at: file.span(ofBytes: open..<(open + 1)),
        "'\(name)' is never closed", help: "add the closing '\(closingBracket)'")
    }
    let line = file.line(ofByte: lastStart)
    let end = trail.end.line > trail.start.line ? cursor.valueEnd(lastStart, isFlow: true) : lastEnd
    return .error(
      "yaml-unclosed-bracket", at: file.span(ofBytes: end..<end),
      "a ',' or the closing '\(closingBracket)' is missing at the end of line \(line)",
      help: "the '\(name)' stands in line \(file.line(ofByte: open))")
  }

  /// Nothing where a value belongs: a bracket at the end, or an indicator.
  var missingValue: Finding {
    if cursor.isEnd(problem) { return unclosedBracket }
    let start = cursor.text(problem..<(problem + 1))
    if start == ":" {
      let end = cursor.valueEnd(problem, isFlow: true)
      let word = cursor.text(problem..<end).prefix { $0 != " " }
      let key = word.hasSuffix(":") ? String(word.dropLast()) : String(word)
      return .error(
        "yaml-special-start",
        at: file.span(ofBytes: problem..<(problem + max(1, key.utf8.count))),
        "inside brackets unquoted text cannot start with ':'",
        help: "put it in single quotes: '\(key)'")
    }
    return .error(
      "yaml-syntax", at: file.span(ofBytes: problem..<(problem + 1)),
      "a value belongs here, and '\(start)' cannot start one", help: "put text in quotes")
  }

  /// `x: - a`.
  var unexpectedDash: Finding {
    .error(
      "yaml-syntax", at: file.span(ofBytes: problem..<(problem + 1)),
      "a list entry '- ' cannot stand behind other text on its line",
      help: "start the list on the next line, or put text that starts with '- ' in quotes")
  }

  /// A line that is neither `key: value` nor the end of a value.
  func missingColon(at offset: Int) -> Finding {
    let end = cursor.valueEnd(offset, isFlow: false)
    let text = cursor.text(offset..<end)
    let hasColon = text.utf8.contains(UInt8(ascii: ":"))
    return .error(
      "yaml-missing-colon", at: file.span(ofBytes: offset..<end),
      "\(Advice.shown(text)) is not 'key: value'",
      help: hasColon
        ? "a blank belongs behind ':'" : "add ': ' behind the key, or indent a continued value")
  }

  /// `a: 1` and below it, deeper, `b: 2`.
  var continuedValue: Finding {
    let line = file.byteRange(ofLine: problemLine)
    let start = cursor.skipBlanks(line.lowerBound)
    return .error(
      "yaml-indentation", at: file.span(ofBytes: start..<max(start, problem)),
      "this line is indented deeper, so it continues the value of line \(trail.start.line)",
      help: "indent it like the line that it should stand beside")
  }

  /// A line whose indentation fits nothing above it, or a list entry among keys.
  var misplacedLine: Finding {
    let end = cursor.valueEnd(problem, isFlow: false)
    let span = file.span(ofBytes: problem..<max(end, problem))
    let byte = cursor[problem]
    if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: ",") {
      let text = cursor.text(problem..<(problem + 1))
      return .error(
        "yaml-syntax", at: file.span(ofBytes: problem..<(problem + 1)),
        "'\(text)' stands outside of brackets", help: "put text with brackets in quotes")
    }
    if byte == UInt8(ascii: ":") {
      return .error(
        "yaml-complex-key", at: file.span(ofBytes: problem..<(problem + 1)),
        "a key is missing before ':'", help: "put text that starts with ':' in quotes")
    }
    let context = places.place(failure.contextMark)
    let place = places.place(failure.problemMark)
    let kind = failure.context.hasSuffix("mapping") ? "map" : "list"
    guard cursor.startsLine(problem), place.column != context.column else {
      let expected = kind == "map" ? "'key: value'" : "'- '"
      return .error(
        "yaml-indentation", at: span,
        "the \(kind) that starts in line \(context.line) goes on here with \(expected), or ends",
        help: "indent what belongs to the value above, and separate lists from maps")
    }
    return .error(
      "yaml-indentation", at: span,
      "this line is indented by \(place.column - 1), which fits nothing above it",
      help: "the \(kind) that starts in line \(context.line) is indented by \(context.column - 1)")
  }

  /// Text behind `...`.
  var afterDocument: Finding {
    .error(
      "yaml-second-document", at: file.span(ofBytes: problem..<cursor.lineEnd(problem)),
      "text follows the end of the document, and a file holds one",
      help: "delete the line '...', or move what follows to a file of its own")
  }
}
