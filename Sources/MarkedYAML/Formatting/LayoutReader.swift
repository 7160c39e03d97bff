import CYAML
import DiagnosticKit

/// Reads a file that `parse` found good into a tree of its layout.
struct LayoutReader {
  private let file: SourceFile
  private let places: Places
  private var open: [(node: LayoutNode, key: LayoutNode?)] = []
  private var root: LayoutNode?

  init(_ file: SourceFile) {
    self.file = file
    places = Places(file, TextCheck(file))
  }

  /// Nil when libyaml gives up.
  func read() -> LayoutNode? {
    var reader = self
    return file.bytes.withUnsafeBufferPointer { bytes in
      guard !bytes.isEmpty else { return reader.nothing }
      let events = EventReader(bytes)
      var isEnded = false
      while !isEnded {
        let isGood = events.next { event in
          isEnded = event.type == YAML_STREAM_END_EVENT
          reader.take(event)
        }
        guard isGood else { return nil }
      }
      return reader.root ?? reader.nothing
    }
  }

  private var nothing: LayoutNode {
    let end = file.bytes.count
    return LayoutNode(
      .scalar(Scalar(text: "", style: .plain)), anchor: nil, start: end, end: end)
  }

  private mutating func take(_ event: yaml_event_t) {
    switch event.type {
    case YAML_SCALAR_EVENT: add(scalar(event))
    case YAML_ALIAS_EVENT:
      let name = TreeBuilder.text(event.data.alias.anchor) ?? ""
      add(node(.alias(name), anchor: nil, event))
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      let list = node(.sequence, anchor: TreeBuilder.text(start.anchor), event)
      list.isFlow = start.style == YAML_FLOW_SEQUENCE_STYLE
      open.append((list, nil))
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      let map = node(.mapping, anchor: TreeBuilder.text(start.anchor), event)
      map.isFlow = start.style == YAML_FLOW_MAPPING_STYLE
      open.append((map, nil))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      guard let (node, _) = open.popLast() else { return }
      let hasBracket = node.isFlow && event.start_mark.index != event.end_mark.index
      node.end =
        hasBracket ? places.offset(event.end_mark) : node.items.last?.value.end ?? node.end
      add(node)
    default: break
    }
  }

  private func node(
    _ content: LayoutNode.Content, anchor: String?, _ event: yaml_event_t
  ) -> LayoutNode {
    let start = places.offset(event.start_mark)
    let end = max(start, places.offset(event.end_mark))
    return LayoutNode(content, anchor: anchor, start: start, end: end)
  }

  private func scalar(_ event: yaml_event_t) -> LayoutNode {
    let data = event.data.scalar
    let text = String(
      decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
    let scalar = Scalar(text: text, style: Scalar.Style(data.style))
    let node = node(.scalar(scalar), anchor: TreeBuilder.text(data.anchor), event)
    guard node.isBlockText else { return node }
    node.end = end(ofBlock: node)
    if scalar.style == .folded { node.foldedLines = foldedLines(node, text) }
    return node
  }

  /// The end of the last line of a block of lines that is not blank.
  private func end(ofBlock node: LayoutNode) -> Int {
    let cursor = SourceCursor(file)
    var end = node.end
    while end > node.start, cursor.isBlank(end - 1) || cursor.isBreak(end - 1) { end -= 1 }
    return end
  }

  private func foldedLines(_ node: LayoutNode, _ text: String) -> [String] {
    let first = file.line(ofByte: SourceCursor(file).skipProperties(node.start))
    let last = file.line(ofByte: node.end)
    guard last > first else { return [] }
    let lines = (first + 1...last).map { file.line($0) }
    let margin = lines.first { !$0.allSatisfy(\.isWhitespace) }.map(Self.blanks) ?? 0
    let own = text.split(separator: "\n").first.map { Self.blanks(String($0)) } ?? 0
    return lines.map { String($0.dropFirst(margin - min(own, margin))) }
  }

  private static func blanks(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  private mutating func add(_ node: LayoutNode) {
    guard let last = open.indices.last else {
      if root == nil { root = node }
      return
    }
    if open[last].node.isMapping {
      if let key = open[last].key {
        open[last].node.items.append(LayoutItem(key: key, value: node))
        open[last].key = nil
      } else {
        open[last].key = node
      }
    } else {
      open[last].node.items.append(LayoutItem(key: nil, value: node))
    }
  }
}

extension SourceCursor {
  /// Behind anchors: where the value itself begins.
  func skipProperties(_ offset: Int) -> Int {
    var offset = offset
    while self[offset] == UInt8(ascii: "&") {
      while !isSpace(offset) { offset += 1 }
      offset = skipSpaceAndComments(offset)
    }
    return offset
  }
}
