import ArgumentParser
import Richline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The command `richline`.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "richline",
    abstract: "Enriches events: one line in, one richer line out.",
    discussion: """
      A pipeline is declared in one YAML file:

        richline check web.yaml     # every mistake, with its place
        richline run web.yaml       # runs it
        richline replay web.yaml failed.ndjson   # tries failed events again
        richline fmt web.yaml       # the file in standard form
        richline test web.yaml      # runs its tests
        richline try web.yaml < sample   # what each stage does to sample events
        richline diff web.yaml new.yaml --sample day.log   # what two versions make of one sample
        richline tap 127.0.0.1:9600      # events of a pipeline that runs
        richline new pipeline       # a commented file to begin with
        richline graph web.yaml     # draws it
        richline list               # what is installed
        richline explain ip_lookup  # the manual page of a stage or the like
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self, ReplayCommand.self, CheckCommand.self, TestCommand.self, TryCommand.self,
      DiffCommand.self, TapCommand.self, FormatCommand.self, GraphCommand.self, NewCommand.self,
      ListCommand.self, ExplainCommand.self, SchemaCommand.self, LookupCommand.self,
      ManualCommand.self, ReferenceCommand.self,
    ])

  /// Usage mistakes end with 2, as the manual says; the parser's own code is 64.
  static func main() {
    if let message = unknownVerb(CommandLine.arguments) {
      Terminal.error(message)
      Glibc.exit(ExitStatus.usage.rawValue)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      guard code == .validationFailure else { exit(withError: error) }
      Terminal.error(fullMessage(for: error))
      Glibc.exit(ExitStatus.usage.rawValue)
    }
  }

  /// The parser takes an unknown verb for a stray argument and does not name the known ones.
  private static func unknownVerb(_ arguments: [String]) -> String? {
    guard let word = arguments.dropFirst().first, !word.hasPrefix("-"), word != "help" else {
      return nil
    }
    let verbs = configuration.subcommands.map { $0.configuration }
    guard !verbs.contains(where: { $0.commandName == word }) else { return nil }
    let names = verbs.filter { $0.shouldDisplay }.compactMap { $0.commandName }
    let hint =
      Suggestion.didYouMean(word, of: names) ?? "there are: \(names.joined(separator: ", "))"
    return """
      Error: there is no command '\(word)'; \(hint)
        See 'richline --help' for more information.
      """
  }
}

/// What the exit code says.
enum ExitStatus: Int32 {
  case good = 0
  case findings = 1
  case usage = 2
  case cannotLoad = 3
  case trouble = 5

  var code: ExitCode { ExitCode(rawValue) }
}
