/// The keys of the language as a reference page, made from its grammar.
public enum LanguagePages {
  static let path = "Docs/Reference/language.md"

  /// The page of all keys.
  static var all: String {
    var text = "# The keys of the language\n\nWhat they are for is told in "
    text += "[the pipeline language](../PipelineLanguage.md).\n"
    for section in GrammarSection.all {
      text += "\n## \(ReferencePage.capitalized(section.title))\n\n" + table(section.keys).text
    }
    return text
  }

  /// Every section; every key, also behind the name of its section and a point.
  static var names: [String] {
    GrammarSection.all.flatMap { section in
      [section.name] + section.keys.flatMap { [$0.name, "\(section.name).\($0.name)"] }
    }
  }

  /// A page for each section that has the key, and for the section of that name.
  static func pages(named name: String) -> [String] {
    let sections = GrammarSection.all.filter { $0.name == name }
    return keyPages(named: name)
      + sections.map { "# the keys of \($0.title)\n\n" + table($0.keys).text }
  }

  private static func keyPages(named name: String) -> [String] {
    GrammarSection.all.compactMap { section in
      let keys = section.keys.filter { $0.name == name || "\(section.name).\($0.name)" == name }
      guard !keys.isEmpty else { return nil }
      return "# key `\(keys[0].name)` of \(section.title)\n\n" + table(keys).text
    }
  }

  private static func table(_ keys: [GrammarSection.Key]) -> MarkdownTable {
    var table = MarkdownTable("key", "takes", "default", "")
    for key in keys {
      table.add(
        "`\(key.name)`", key.takes,
        key.isRequired ? "required" : key.defaultValue.map { "`\($0)`" } ?? "–", key.help)
    }
    return table
  }
}
