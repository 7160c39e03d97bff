/// The manual page of a component, made from its declaration.
public struct ReferencePage {
  public let kind: ComponentKind
  public let spec: Spec

  /// Makes the page of a component; `kind` says how a file uses it.
  public init(kind: ComponentKind, spec: Spec) {
    self.kind = kind
    self.spec = spec
  }

  /// Markdown.
  public var text: String {
    var text = "# \(kind.rawValue) `\(spec.name)`\n\n\(ReferencePage.sentence(spec.summary))\n"
    if !spec.example.isEmpty { text += "\n```yaml\n\(spec.example)\n```\n" }
    text += section("Options", OptionTable(spec).table)
    text += section("Reads", reads)
    text += section("Writes", writes)
    text += section("Adds to `derived_contexts`", entities)
    if !spec.notes.isEmpty { text += "\n## Notes\n\n\(spec.notes)\n" }
    return text
  }

  static func sentence(_ summary: String) -> String { capitalized(summary) + "." }

  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private func section(_ title: String, _ table: MarkdownTable) -> String {
    table.isEmpty ? "" : "\n## \(title)\n\n\(table.text)"
  }

  private var reads: MarkdownTable {
    var table = MarkdownTable("field", "type", "option to name another", "")
    for input in spec.inputs {
      table.add(
        "`\(input.defaultField)`", input.type.rawValue, "`\(input.name)`",
        input.help + (input.isOptional ? " (may be missing)" : ""))
    }
    return table
  }

  private var writes: MarkdownTable {
    var table = MarkdownTable("field", "type", "")
    for output in spec.outputs {
      let demand = output.isOnDemand ? "made only when something names it" : ""
      let option = output.option.map { "written only with `\($0): true`" } ?? ""
      let help = [output.help, demand, option].filter { !$0.isEmpty }.joined(separator: "; ")
      table.add("`\(output.field)`", output.type.rawValue, help)
    }
    return table
  }

  private var entities: MarkdownTable {
    var table = MarkdownTable("entity", "")
    for entity in spec.entities { table.add("`\(entity.schema)`", entity.help) }
    return table
  }
}

/// The options of a component as a table.
public struct OptionTable {
  private let spec: Spec

  init(_ spec: Spec) { self.spec = spec }

  var table: MarkdownTable { rows { _ in true } }

  /// The options of these names.
  func rows(_ isWanted: (String) -> Bool) -> MarkdownTable {
    var table = MarkdownTable("option", "takes", "default", "")
    for item in spec.items where item.key.map(isWanted) == true {
      switch item {
      case .option(let option):
        table.add(
          "`\(option.name)`", option.type.summary + (option.isSecret ? " (secret)" : ""),
          option.defaultValue.map { "`\(option.type.shown($0))`" }
            ?? option.alternative.map { "required without `\($0)`" }
            ?? (option.isOptional ? "–" : "required"),
          option.help)
      case .input(let input):
        table.add("`\(input.name)`", "field name", "`\(input.defaultField)`", input.help)
      case .need(let need):
        let fallback = need.shipped == nil ? (need.isOptional ? "–" : "required") : "what ships"
        let takes = "lookup: \(need.interface)\(need.takesList ? ", or a list" : "")"
        table.add("`\(need.name)`", takes, fallback, need.help)
      case .condition(let condition):
        table.add("`\(condition.name)`", "expression", "required", condition.help)
      case .assignments(let assignments):
        table.add("`\(assignments.name)`", "map of expressions", "required", assignments.help)
      case .fieldMap(let map):
        table.add(
          "`\(map.name)`", "map of fields", map.isOptional ? "–" : "required", map.help)
      case .output, .entity: break
      }
    }
    return table
  }

  private static let begin = "<!-- options -->"
  private static let end = "<!-- /options -->"

  /// Whether a folder of `enrichments/` is that of the stage.
  public func belongs(to folder: String) -> Bool {
    folder.lowercased() == spec.name.filter { $0 != "_" }
  }

  /// The text of a README with this table between its marks.
  public func replacing(in text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(of: Substring(OptionTable.begin)),
      let last = lines.firstIndex(of: Substring(OptionTable.end)), first < last
    else { return text }
    let table = OptionTable.begin + "\n" + self.table.text + OptionTable.end
    return (lines[..<first].map(String.init) + [table] + lines[(last + 1)...].map(String.init))
      .joined(separator: "\n")
  }
}
