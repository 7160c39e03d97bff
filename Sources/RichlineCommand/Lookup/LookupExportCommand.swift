import ArgumentParser
import Richline

struct LookupExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the networks of a database to stdout, as CSV or NDJSON.",
    discussion: """
        richline lookup export offices.mmdb > offices.csv
        richline lookup export GeoLite2-City.mmdb --format ndjson | head

      IPv4 networks come without a prefix of IPv6, and once when they are found under several.
      """)

  @Argument(help: "The database.")
  var file: String

  @ArgumentParser.Option(help: "csv or ndjson.")
  var format = NetworkExport.Form.csv

  @Flag(help: "Headings of CSV say the types, so that 'lookup build' makes the same values of it.")
  var types = false

  func run() throws {
    let table = try LookupCommand.open(file)
    var output = LineOutput()
    do throws(LookupError) {
      try NetworkExport(table, format, hasTypes: types).write { line in
        output.add(line)
        return true
      }
    } catch {
      output.end()
      Terminal.error("richline: '\(file)': \(error.message)")
      throw ExitStatus.findings.code
    }
    output.end()
  }
}
