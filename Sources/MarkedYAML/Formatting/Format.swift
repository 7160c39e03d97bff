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
  static func unequal(_ file: SourceFile) -> Finding {
    .error(
      "yaml-format", at: SourceSpan(file: file, line: 1, column: 1),
      "the standard form of this file would not have its values",
      help: "nothing was written; please report the file")
  }
}
