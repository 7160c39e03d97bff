/// The functions of expressions as manual pages, made from their declarations.
public enum FunctionPages {
  /// The page of all functions.
  public static var all: String {
    var text = "# Functions\n\nFor [expressions](../PipelineLanguage.md#expressions)."
    text += " Behind `//` stands what the example gives.\n"
    for group in FunctionSpec.Group.allCases {
      text += "\n## \(group.rawValue)\n"
      for spec in FunctionCatalog.all where spec.group == group { text += "\n" + page(spec, "###") }
    }
    return text
  }

  /// The page of a function by its name; nil when there is none.
  public static func page(named name: String) -> String? {
    FunctionCatalog.all.first { $0.name == name }.map { page($0, "# function") }
  }

  private static func page(_ spec: FunctionSpec, _ mark: String) -> String {
    var text = "\(mark) `\(spec.name)`\n\n\(ReferencePage.sentence(spec.summary))\n\n"
    text += spec.forms.map { "* `\($0)`\n" }.joined()
    return text + "\n`\(spec.example)`\n"
  }
}
