import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The command `richline`.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "richline",
    abstract: "Enriches events: one line in, one richer line out.",
    discussion: """
      A pipeline is declared in one YAML file:

        richline check web.yaml     # every mistake, with its place
        richline run web.yaml       # runs it
        richline list               # what is installed
        richline explain ip_lookup  # the manual page of a stage, source, sink or format
      """,
    version: "0.1.0",
    subcommands: [RunCommand.self, CheckCommand.self, ListCommand.self, ExplainCommand.self,
      ReferenceCommand.self])

  /// Usage mistakes end with 2, as the manual says; the parser's own code is 64.
  static func main() {
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
}

/// What the exit code says.
enum ExitStatus: Int32 {
  case good = 0
  case findings = 1
  case usage = 2
  case cannotLoad = 3

  var code: ExitCode { ExitCode(rawValue) }
}
