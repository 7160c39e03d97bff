import ArgumentParser
import Richline

struct LookupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup",
    abstract: "Asks, checks, compares and builds databases.",
    discussion: """
        richline lookup get web.yaml cities 81.2.69.142
        richline lookup get GeoLite2-City.mmdb 81.2.69.142
        richline lookup build offices.csv offices.mmdb
        richline lookup diff old.mmdb new.mmdb

      Exit code 0: good. 1: nothing found, damaged, or different. 2: wrong usage. 3: a file cannot be \
      loaded. 5: output trouble.
      """,
    subcommands: [
      LookupGetCommand.self, LookupInfoCommand.self, LookupVerifyCommand.self,
      LookupDiffCommand.self, LookupBuildCommand.self, LookupExportCommand.self,
    ])

  /// Opens a MaxMind database, or says why not and ends with 3.
  static func open(_ path: String) throws -> MMDBTable {
    do throws(LookupError) { return try MMDBTable.open(path: path) } catch {
      throw refuse(error)
    }
  }

  /// Says what is wrong with a file that cannot be loaded.
  static func refuse(_ error: LookupError) -> ExitCode {
    Terminal.error("richline: \(error.message)")
    return ExitStatus.cannotLoad.code
  }

  /// Whether an argument names a pipeline and not a database.
  static func isPipeline(_ path: String) -> Bool {
    path.hasSuffix(".yaml") || path.hasSuffix(".yml")
  }
}
