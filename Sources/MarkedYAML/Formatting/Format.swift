public import DiagnosticKit

/// The file in standard form: the same values, the same comments, one layout.
///
/// Written as `MarkedYAML.format(file, style: style)`.
///
/// Errors: every finding of reading the file; with one of them there is no standard form.
public func format(
  _ file: SourceFile, style: YAMLStyle = YAMLStyle()
) throws(Findings) -> String {
  let before = parse(file)
  guard let tree = before.tree, before.findings.isEmpty else { throw before.findings }
  if let finding = FormatProblem.unusualBreak(file) { throw [finding] }
  guard let root = LayoutReader(file).read() else { throw [FormatProblem.unequal(file)] }
  CommentPlacing.place(Comment.all(in: file, around: root), in: root, file)
  LayoutOrder(style).sort(root)
  LayoutOrder.raiseComments(root)
  var printer = LayoutPrinter()
  printer.putFile(root)
  let text = printer.text
  let after = parse(SourceFile(name: file.name, text: text))
  // Whatever a mistake of ours does, it does not reach the file.
  guard let formatted = after.tree, formatted.hasValue(of: tree, freeOrder: 3) else {
    throw [FormatProblem.unequal(file)]
  }
  return text
}

enum FormatProblem {
  /// What libyaml takes for a line break and editors do not: nobody can tell what was meant.
  static func unusualBreak(_ file: SourceFile) -> Finding? {
    let breaks: [[UInt8]] = [[0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9]]
    for (name, bytes) in zip(["x85", "u2028", "u2029"], breaks) {
      guard let range = file.bytes.firstRange(of: bytes) else { continue }
      return .error(
        "yaml-control-character", at: file.span(ofBytes: range),
        "an invisible line break stands here, which only some programs take for one",
        help: "delete it, or write it as '\\\(name)' inside double quotes")
    }
    return nil
  }

  static func unequal(_ file: SourceFile) -> Finding {
    .error(
      "yaml-format", at: SourceSpan(file: file, line: 1, column: 1),
      "the standard form of this file would not have its values",
      help: "nothing was written; please report the file")
  }
}
