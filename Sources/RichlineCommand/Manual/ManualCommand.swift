import ArgumentParser

/// Prints the manual page: for `make install`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page in the language of man.",
    shouldDisplay: false)

  func run() throws { Terminal.output(ManualPage(of: RootCommand.self).text) }
}
