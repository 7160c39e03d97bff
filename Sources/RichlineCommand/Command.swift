public import Richline

/// The command line of a program: what `richline` does, with what the program adds to it.
public enum Command {
  /// Runs the verb that the arguments of the program name.
  ///
  /// Shape: all that is standard is installed, and what is added here besides; where both have the
  /// same name, the program's own counts. `list`, `explain` and `check` know all of it.
  public static func main(
    stages: [StageEntry] = [], lookups: [LookupEntry] = [], sources: [SourceEntry] = [],
    sinks: [SinkEntry] = [], formats: [FormatEntry] = []
  ) {
    Catalog.install(
      Catalog.standard.adding(
        stages: stages, lookups: lookups, sources: sources, sinks: sinks, formats: formats))
    CommandLineText.prepare()
    RootCommand.main()
  }
}
