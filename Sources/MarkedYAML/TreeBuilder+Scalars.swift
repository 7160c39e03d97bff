import CYAML
import DiagnosticKit

extension TreeBuilder {
  mutating func takeScalar(_ event: yaml_event_t) {
    let scalar = event.data.scalar
    let style = Scalar.Style(scalar.style)
    let hasProperties = scalar.anchor != nil || scalar.tag != nil
    let start = contentStart(event, hasProperties: hasProperties)
    let end = contentEnd(event, style)
    guard count(at: start) else { return }

    var text = String(
      decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
    if scalar.tag != nil {
      let isWord = reportTag(event)
      if isWord, style == .plain { text = source(event) }
    } else if scalar.anchor != nil, style == .plain, text.isEmpty {
      reportEmptyAnchor(event)
      text = source(event)
    }
    if style == .plain { checkComment(text, start: start, end: end) }
    if event.start_mark.index != event.end_mark.index {
      trail.kind = .scalar(style)
      trail.start = start
      trail.end = places.place(event.end_mark)
    }
    let node = Node(.scalar(Scalar(text: text, style: style)), span: places.span(start, end))
    add(node, end: end, size: 1, height: 0, anchor: Self.text(scalar.anchor))
  }

  /// Takes a key of a map, or refuses it together with its value.
  mutating func addKey(_ node: Node, to index: Int) {
    if let problem = problem(ofKey: node, in: index) {
      report(problem)
      frames[index].skipsValue = true
    } else {
      frames[index].key = node
    }
  }

  private mutating func problem(ofKey node: Node, in index: Int) -> Finding? {
    guard let scalar = node.scalar else {
      return .error(
        "yaml-complex-key", at: node.span, "a key must be text, and this is a \(node.kindName)",
        help: "put text that starts with '[' or '{' in quotes")
    }
    if scalar.style == .plain, scalar.text.isEmpty {
      return .error("yaml-complex-key", at: node.span, "a key is missing before ':'")
    }
    if scalar.style == .plain, scalar.text == "<<" {
      return .error(
        "yaml-merge-key", at: node.span, "merge keys ('<<') are not supported",
        help: "write the keys out, or give a whole value by its alias: 'key: *name'")
    }
    if frames[index].isInlinePair, let question = scalar.text.firstRange(of: " ? ") {
      return .error(
        "yaml-colon-in-value", at: node.span,
        "': ' after '\(scalar.text[..<question.lowerBound]) ?' makes this a map, not an expression",
        help: "put the whole expression in quotes")
    }
    return frames[index].entry(scalar.text).map { first in
      .error(
        "yaml-duplicate-key", at: node.span,
        "key '\(scalar.text)' is already set in line \(first.key.span.line)",
        help: "keep one of the two")
    }
  }

  /// A scalar's first character: after its anchor and tag, if it has them.
  func contentStart(_ event: yaml_event_t, hasProperties: Bool) -> Places.Place {
    let start = places.place(event.start_mark)
    guard hasProperties else { return start }
    let cursor = SourceCursor(places.file)
    let first = places.offset(start)
    let end = places.offset(event.end_mark)
    var offset = first
    while offset < end, cursor[offset] == UInt8(ascii: "&") || cursor[offset] == UInt8(ascii: "!") {
      while offset < end, !cursor.isSpace(offset) { offset += 1 }
      offset = cursor.skipSpaceAndComments(offset)
    }
    return places.place(ofByte: min(offset, end), after: start, at: first)
  }

  /// The end of a scalar: of a block of lines the end of its last line that is not blank.
  private func contentEnd(
    _ event: yaml_event_t, _ style: Scalar.Style
  ) -> Places.Place {
    var end = places.place(event.end_mark)
    guard style == .literal || style == .folded else { return end }
    let start = places.place(event.start_mark)
    let cursor = SourceCursor(places.file)
    guard end.column == 1 || cursor.isBlank(line: end.line) else { return end }
    repeat { end.line -= 1 } while end.line > start.line && cursor.isBlank(line: end.line)
    guard end.line >= start.line else { return places.place(event.end_mark) }
    let range = places.file.byteRange(ofLine: end.line)
    end.column = places.file.span(ofBytes: range).endColumn
    return end
  }

  /// Warns when a blank and '#' cut an unquoted expression: the text before is left unfinished.
  private mutating func checkComment(_ text: String, start: Places.Place, end: Places.Place) {
    let cursor = SourceCursor(places.file)
    let offset = places.offset(end)
    guard cursor[offset] == UInt8(ascii: " ") || cursor[offset] == UInt8(ascii: "\t") else {
      return
    }
    let hash = cursor.skipBlanks(offset)
    guard cursor[hash] == UInt8(ascii: "#"), Unfinished.isUnfinished(text) else { return }
    let from = places.offset(start)
    let whole = cursor.text(from..<cursor.lineEnd(hash))
    report(
      .warning(
        "yaml-comment-in-value", at: places.file.span(ofBytes: hash..<(hash + 1)),
        "' #' starts a comment, so the value ends before it: \(Advice.shown(text))",
        help: Advice.quote(whole)))
  }

  /// Reports a tag; true when it was probably meant as text, such as `!is_bot`.
  @discardableResult
  mutating func reportTag(_ event: yaml_event_t) -> Bool {
    let offset = places.offset(event.start_mark)
    report(Traps.tag(at: offset, isFlow: isInFlow, in: places.file))
    return !Traps.isRealTag(SourceCursor(places.file).text(offset..<(offset + 2)))
  }

  /// The source of a value that was meant as text.
  private func source(_ event: yaml_event_t) -> String {
    SourceCursor(places.file).text(
      places.offset(event.start_mark)..<places.offset(event.end_mark))
  }

  private mutating func reportEmptyAnchor(_ event: yaml_event_t) {
    report(
      Traps.specialStart(at: places.offset(event.start_mark), isFlow: isInFlow, in: places.file))
  }

  private var isInFlow: Bool { frames.last?.isFlow ?? false }
}

extension Scalar.Style {
  init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}
