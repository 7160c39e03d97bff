/// Writes a layout tree in standard form.
struct LayoutPrinter {
  private var lines: [String] = []

  /// The lines, each ended by a line break.
  var text: String { lines.map { $0 + "\n" }.joined() }

  mutating func putFile(_ root: LayoutNode) {
    if root.isCollection, !root.items.isEmpty, oneLine(root) == nil || !root.isFlow {
      putMembers(of: root, head: "", indent: 0)
    } else if root.start < root.end {
      putAll(root.closing.filter { $0.offset < root.start }, indent: 0)
      let value = LayoutItem(key: nil, value: root)
      put(value, head: "", indent: 0)
      putAll(root.closing.filter { $0.offset >= root.start }, indent: 0)
    } else {
      putAll(root.closing, indent: 0)
    }
  }

  /// The members of a list or map; the first stands behind `head`, when that is not empty.
  private mutating func putMembers(of node: LayoutNode, head: String, indent: Int) {
    let isRoot = indent == 0 && head.isEmpty
    var wasTall = false
    for (place, item) in node.items.enumerated() {
      let isTall = isRoot && node.isMapping && self.isTall(item)
      if place > 0, item.hasGapAbove || isTall || wasTall { lines.append("") }
      if place == 0, !head.isEmpty {
        putMember(item, head: head, indent: indent)
      } else {
        putAll(item.leading, indent: indent, hasRoomAbove: false)
        if !item.leading.isEmpty, item.hasGap { lines.append("") }
        putMember(item, head: Self.blanks(indent), indent: indent)
      }
      wasTall = isTall
    }
    putAll(node.closing, indent: indent)
  }

  /// Whether a section takes several lines, and so has empty ones around it.
  private func isTall(_ item: LayoutItem) -> Bool {
    let width = item.key.map { Self.width(keyText($0, inFlow: false)) } ?? 0
    return oneLine(item, at: width) == nil
  }

  private mutating func putMember(_ item: LayoutItem, head: String, indent: Int) {
    guard let key = item.key else { return put(item, head: head + "-", indent: indent) }
    put(item, head: head + keyText(key, inFlow: false), indent: indent)
  }

  /// A value behind its key or dash.
  private mutating func put(_ item: LayoutItem, head: String, indent: Int) {
    let value = item.value
    if let line = oneLine(item, at: Self.width(head)) {
      return putLine(line.isEmpty ? head : Self.joined(head, line), item.trailing ?? item.head)
    }
    if value.isBlockText { return putBlockText(item, head: head, indent: indent) }
    if value.isFlow, !value.isMapping, !value.hasComments,
      value.items.allSatisfy({ !$0.value.isCollection })
    {
      return putFilled(item, head: head, indent: indent)
    }
    let inner = item.key == nil && head.isEmpty ? 0 : indent + YAMLStyle.indent
    let isInline =
      item.key == nil && !head.isEmpty && value.anchor == nil && item.head == nil
      && item.value.items.first?.leading.isEmpty == true
    if isInline {
      putMembers(of: value, head: head + " ", indent: inner)
      if let trailing = item.trailing { putAll([trailing], indent: inner) }
      return
    }
    putLine(Self.joined(head, value.anchor.map { "&" + $0 } ?? ""), item.head ?? item.trailing)
    putMembers(of: value, head: "", indent: inner)
    if item.head != nil, let trailing = item.trailing { putAll([trailing], indent: inner) }
  }

  // MARK: lines

  private mutating func putLine(_ text: String, _ comment: Comment?) {
    guard let comment else { return lines.append(text) }
    let gap = max(comment.column - 1 - Self.width(text), 1)
    lines.append(text + Self.blanks(text.isEmpty ? 0 : gap) + comment.text)
  }

  private mutating func putAll(
    _ comments: [Comment], indent: Int, hasRoomAbove: Bool = true
  ) {
    for (place, comment) in comments.enumerated() {
      if comment.hasGap, place > 0 || hasRoomAbove, !lines.isEmpty, lines.last != "" {
        lines.append("")
      }
      lines.append(Self.blanks(indent) + comment.text)
    }
  }

  private mutating func putBlockText(_ item: LayoutItem, head: String, indent: Int) {
    guard let scalar = item.value.scalar else { return }
    let isFolded = scalar.style == .folded
    var body =
      isFolded
      ? item.value.foldedLines
      : scalar.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if !isFolded, scalar.text.hasSuffix("\n") { body.removeLast() }
    let needsIndicator = body.first.map { $0.isEmpty || $0.hasPrefix(" ") } ?? true
    var header = isFolded ? ">" : "|"
    if needsIndicator { header += "\(YAMLStyle.indent)" }
    if !scalar.text.hasSuffix("\n") { header += "-" }
    let anchor = item.value.anchor.map { "&\($0) " } ?? ""
    putLine(Self.joined(head, anchor + header), item.head ?? item.trailing)
    let margin = Self.blanks(indent + YAMLStyle.indent)
    for line in body { lines.append(line.isEmpty ? "" : margin + line) }
  }

  /// A long list of short values, as many of them on a line as it holds.
  private mutating func putFilled(_ item: LayoutItem, head: String, indent: Int) {
    let anchor = item.value.anchor.map { "&\($0) " } ?? ""
    var line = Self.joined(head, anchor + "[")
    let margin = Self.blanks(indent + YAMLStyle.indent)
    let last = item.value.items.count - 1
    for (place, member) in item.value.items.enumerated() {
      let text = (flow(member) ?? "") + (place == last ? "]" : ",")
      if line.hasSuffix("[") {
        line += text
      } else if Self.width(line) + 1 + Self.width(text) <= YAMLStyle.lineWidth {
        line += " " + text
      } else {
        lines.append(line)
        line = margin + text
      }
    }
    putLine(line, item.trailing ?? item.head)
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

  static func width(_ text: String) -> Int { text.unicodeScalars.count }

  static func joined(_ head: String, _ text: String) -> String {
    head.isEmpty || text.isEmpty ? head + text : head + " " + text
  }
}
