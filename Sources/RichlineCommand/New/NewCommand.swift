import ArgumentParser

/// Begins something new.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begins a pipeline of one's own.",
    subcommands: [NewPipelineCommand.self])
}
