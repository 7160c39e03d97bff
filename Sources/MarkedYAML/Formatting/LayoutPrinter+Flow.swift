extension LayoutPrinter {
  /// A value on one line behind `width` columns; nil when it must have, or needs, lines of its own.
  func oneLine(_ item: LayoutItem, at width: Int) -> String? {
    let value = item.value
    guard value.isCollection else {
      guard !isBlock(value), item.head == nil || item.trailing == nil else { return nil }
      return anchored(value, text(value, inFlow: false))
    }
    guard let line = oneLine(value) else { return nil }
    // What is empty has no other form.
    if value.items.isEmpty { return line }
    return width + 1 + LayoutPrinter.width(line) <= YAMLStyle.lineWidth ? line : nil
  }

  /// A list or map in brackets; nil when it is none, or has comments inside.
  func oneLine(_ node: LayoutNode) -> String? {
    guard node.isFlow || node.items.isEmpty, !node.hasComments else { return nil }
    return flow(node)
  }

  /// Whether a text stays below `|` or `>`.
  private func isBlock(_ node: LayoutNode) -> Bool {
    guard node.isBlockText, let text = node.scalar?.text else { return false }
    // Empty lines at the end, and what is no line break to every reader, are seen in quotes alone.
    return LayoutPrinter.canBeBlock(text)
  }

  static func canBeBlock(_ text: String) -> Bool {
    guard !text.hasSuffix("\n\n"), text != "\n", !text.isEmpty else { return false }
    guard text.split(separator: "\n").contains(where: { !$0.allSatisfy { $0 == " " } }) else {
      return false
    }
    return !text.unicodeScalars.contains {
      $0 != "\n" && $0 != "\t" && PlainText.needsEscapes(String($0))
    }
  }

  func flow(_ item: LayoutItem) -> String? {
    guard let key = item.key else { return flow(item.value) }
    guard let value = flow(item.value) else { return nil }
    return LayoutPrinter.joined(keyText(key, inFlow: true), value)
  }

  private func flow(_ node: LayoutNode) -> String? {
    switch node.content {
    case .scalar, .alias: return anchored(node, text(node, inFlow: true))
    case .sequence:
      return anchored(node, "[" + joined(node.items) + "]")
    case .mapping:
      return anchored(node, node.items.isEmpty ? "{}" : "{ " + joined(node.items) + " }")
    }
  }

  private func joined(_ items: [LayoutItem]) -> String {
    // A comma directly behind a colon would be part of the text.
    items.compactMap { flow($0) }.map { $0.hasSuffix(":") ? $0 + " " : $0 }
      .joined(separator: ", ")
  }

  private func anchored(_ node: LayoutNode, _ text: String) -> String {
    guard let anchor = node.anchor else { return text }
    return text.isEmpty ? "&\(anchor)" : "&\(anchor) \(text)"
  }

  /// A key with its colon.
  func keyText(_ key: LayoutNode, inFlow: Bool) -> String {
    // Behind the name of an alias a colon would be part of it.
    if case .alias(let name) = key.content { return "*\(name) :" }
    return anchored(key, text(key, inFlow: inFlow)) + ":"
  }

  /// A text or alias on one line.
  private func text(_ node: LayoutNode, inFlow: Bool) -> String {
    switch node.content {
    case .alias(let name): return "*\(name)"
    case .sequence, .mapping: return ""
    case .scalar(let scalar):
      let isLine = !scalar.text.unicodeScalars.contains { $0 == "\n" }
      if scalar.style == .plain, isLine { return scalar.text }
      let isSafe = PlainText.isSafe(scalar.text, inFlow: inFlow)
      return isSafe ? scalar.text : PlainText.quoted(scalar.text)
    }
  }
}
