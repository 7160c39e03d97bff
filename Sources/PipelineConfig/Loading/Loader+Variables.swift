import DiagnosticKit
import MarkedYAML

extension Loader {
  /// The sections of a pipeline whose values may have variables.
  static let sections = ["lookups", "sources", "stages", "sinks", "run"]
  /// The longest file whose text a variable may take: keys and passwords are far below.
  static let valueLimit = 64 * 1024

  /// The tree with the variables in some sections replaced.
  ///
  /// Cost: a look at the bytes when there are none.
  func resolved(_ tree: Node, _ sections: [String]) -> Node {
    guard let entries = tree.entries, let file = tree.span.file, file.mayHaveVariables else {
      return tree
    }
    let replaced = entries.map { entry in
      sections.contains(entry.name)
        ? Entry(key: entry.key, value: resolved(entry.value)) : entry
    }
    return Node(.mapping(replaced), span: tree.span)
  }

  /// Recursion is as deep as the file's own limit.
  private func resolved(_ node: Node) -> Node {
    switch node.content {
    case .scalar(let scalar): VariableText.isOne(scalar.text) ? replaced(scalar.text, node) : node
    case .sequence(let items): Node(.sequence(items.map(resolved)), span: node.span)
    case .mapping(let entries):
      Node(
        .mapping(entries.map { Entry(key: $0.key, value: resolved($0.value)) }), span: node.span)
    }
  }

  private func replaced(_ text: String, _ node: Node) -> Node {
    let parts: [VariableText.Part]
    do throws(VariableText.Problem) { parts = try VariableText(text).parts } catch {
      reportOnce(.badVariable(error), node.span)
      return node
    }
    var result = ""
    var values: [ValueVeil.Replacement.Part] = []
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .variable(let variable):
        let value = value(of: variable, in: node)
        result += value ?? ""
        if let value {
          values.append(.init(written: variable.written, value: shown(variable, value)))
        }
      }
    }
    if !values.isEmpty { veil.add(ValueVeil.Replacement(span: node.span, parts: values)) }
    // What a variable gives is text, and gets the type of its option.
    return Node(.scalar(Scalar(text: result, style: .doubleQuoted)), span: node.span)
  }

  private func shown(_ variable: VariableText.Variable, _ value: String) -> String? {
    if case .file = variable.kind { nil } else { value }
  }

  private func value(of variable: VariableText.Variable, in node: Node) -> String? {
    switch variable.kind {
    case .named(let name, let standard):
      askedNames.insert(name)
      let value = surroundings.value(of: name)
      if let standard, value?.isEmpty ?? true { return standard }
      if let value {
        shownValues[name] = value
        return value
      }
      let known = Array(surroundings.settings.keys) + Array(surroundings.fileVariables.keys)
      reportOnce(.unsetVariable(name, near: known), node.span)
    case .file(let path):
      let full = FilePath.joined(folder(of: node.span), path)
      switch surroundings.read(full, Loader.valueLimit) {
      case .success(let bytes):
        if let text = Loader.text(bytes) {
          veil.hide(text)
          return text
        }
        reportOnce(.unreadableFile(path, reason: "it is no text in UTF-8"), node.span)
      case .failure(let trouble):
        reportOnce(.unreadableFile(path, reason: trouble.reason), node.span)
      }
    }
    return nil
  }

  /// A text without the line break at its end; nil when it is none.
  private static func text(_ bytes: [UInt8]) -> String? {
    var bytes = bytes[...]
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Says that the command line sets what no file asks for.
  func checkSettings() {
    for name in surroundings.settings.keys.sorted() where !askedNames.contains(name) {
      report(
        .unusedSetting(name, near: Array(askedNames)),
        SourceSpan(file: nil, line: 1, column: 1))
    }
  }

  /// A value with an alias is looked at several times.
  private func reportOnce(_ mistake: Mistake, _ span: SourceSpan) {
    let finding = mistake.finding(at: span)
    if !findings.contains(finding) { findings.append(finding) }
    veil.lose(span)
  }
}

extension SourceFile {
  fileprivate var mayHaveVariables: Bool {
    var last: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "{"), last == UInt8(ascii: "$") { return true }
      last = byte
    }
    return false
  }
}
