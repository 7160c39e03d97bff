/// The manual pages that `richline explain` finds by a name.
public enum ManualPages {
  /// All pages about a name: plugins, an option of theirs (`octets`, `anonymize_ip.octets`), keys of the
  /// language (`on_error`, `run.workers`), functions, diagnostic codes.
  public static func pages(named name: String, _ registry: Registry) -> [String] {
    var pages: [String] = []
    for group in ComponentGroup.all(registry) {
      for spec in group.specs where spec.name == name {
        pages.append(ReferencePage(kind: group.kind, spec: spec).text)
      }
    }
    if name == "functions" { pages.append(FunctionPages.all) }
    if let page = FunctionPages.page(named: name) { pages.append(page) }
    if let page = CodePages.page(name) { pages.append(page.text) }
    if pages.isEmpty || !name.contains("-") { pages += LanguagePages.pages(named: name) }
    if pages.isEmpty { pages += options(named: name, registry) }
    return pages
  }

  /// All names that have a page.
  public static func names(_ registry: Registry) -> [String] {
    let specs = ComponentGroup.all(registry).flatMap(\.specs)
    return specs.map(\.name) + FunctionCatalog.all.map(\.name) + CodePages.all.map(\.code)
      + LanguagePages.names + specs.flatMap(\.keys)
  }

  /// Options by their name, or by that of the plugin, a point, and theirs.
  private static func options(named name: String, _ registry: Registry) -> [String] {
    var pages: [String] = []
    for group in ComponentGroup.all(registry) {
      for spec in group.specs {
        let table = OptionTable(spec)
        for key in spec.keys where key == name || "\(spec.name).\(key)" == name {
          pages.append(
            "# option `\(key)` of \(group.kind.rawValue) `\(spec.name)`\n\n"
              + table.rows { $0 == key }.text)
        }
      }
    }
    return pages
  }
}
