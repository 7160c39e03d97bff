import ArgumentParser
import Richline

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows the manual page of a plugin, option, key, function or code.",
    discussion: """
        richline explain ip_lookup
        richline explain anonymize_ip.octets
        richline explain unwritten-field
      """)

  @Argument(
    help: """
      A name that 'richline list' shows, one of their options, a key of the language, the name of a \
      function or 'functions', or the code of a finding.
      """)
  var name: String

  func run() throws {
    let pages = ManualPages.pages(named: name, Catalog.registry)
    guard !pages.isEmpty else {
      var message = "nothing is called '\(name)'"
      let names = ManualPages.names(Catalog.registry)
      if let hint = Suggestion.didYouMean(name, of: names) { message += "; \(hint)" }
      Terminal.error("richline: \(message) ('richline list' shows all)")
      throw ExitStatus.usage.code
    }
    Terminal.output(pages.joined(separator: "\n"))
  }
}
