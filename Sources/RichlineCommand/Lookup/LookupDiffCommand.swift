import ArgumentParser
import Richline

struct LookupDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compares two databases: how many networks changed, which countries moved.",
    usage: "richline lookup diff [<options>] <old> <new>",
    discussion: """
        richline lookup diff GeoLite2-City.old.mmdb GeoLite2-City.mmdb

      Exit code 0: every address has the same record in both. 1: some have not. 3: one cannot be loaded.
      """)

  @Argument(help: "The database that was.")
  var old: String

  @Argument(help: "The database that is to be.")
  var new: String

  @ArgumentParser.Option(help: "How many networks are shown with both records.")
  var examples = 10

  @ArgumentParser.Option(help: "text or json (one object).")
  var format = ReportFormat.text

  func validate() throws {
    guard (0...1000).contains(examples) else {
      throw ValidationError("'--examples' takes a number from 0 to 1000")
    }
  }

  func run() throws {
    let tables = (try LookupCommand.open(old), try LookupCommand.open(new))
    let diff: NetworkDiff
    do throws(LookupError) {
      diff = try NetworkDiff(tables.0, tables.1, examples: examples)
    } catch { throw LookupCommand.refuse(error) }
    let report = DiffReport(diff, old: tables.0.description, new: tables.1.description)
    Terminal.output(format == .json ? report.json : report.text)
    if !diff.isEmpty { throw ExitStatus.findings.code }
  }
}
