import ArgumentParser
import Richline

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows the manual page of a stage, lookup, source, sink, format or function.",
    discussion: "  richline explain ip_lookup")

  @Argument(help: "A name that 'richline list' shows, the name of a function, or 'functions'.")
  var name: String

  func run() throws {
    let groups = ComponentGroup.all(Catalog.registry)
    var pages: [String] = []
    for group in groups {
      for spec in group.specs where spec.name == name {
        pages.append(ReferencePage(kind: group.kind, spec: spec).text)
      }
    }
    if name == "functions" { pages.append(FunctionPages.all) }
    if let page = FunctionPages.page(named: name) { pages.append(page) }
    guard !pages.isEmpty else {
      let names = groups.flatMap(\.specs).map(\.name) + FunctionCatalog.all.map(\.name)
      var message = "nothing is called '\(name)'"
      if let hint = Suggestion.didYouMean(name, of: names) { message += "; \(hint)" }
      Terminal.error("richline: \(message) ('richline list' shows all)")
      throw ExitStatus.usage.code
    }
    Terminal.output(pages.joined(separator: "\n"))
  }
}
