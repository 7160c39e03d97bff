import ArgumentParser
import Richline

struct LookupInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Says what a database or a lookup is: type, build date, size, checksum.",
    usage: "richline lookup info [<options>] <file>",
    discussion: """
        richline lookup info GeoLite2-City.mmdb
        richline lookup info web.yaml
      """)

  @Argument(help: "A MaxMind database, or a pipeline file for all of its lookups.")
  var file: String

  @ArgumentParser.Option(help: "text or json (one object a line).")
  var format = ReportFormat.text

  @OptionGroup(title: "Variables of a pipeline file")
  var variables: VariableOptions

  func run() throws {
    if LookupCommand.isPipeline(file) { return try showPipeline() }
    let table = try LookupCommand.open(file)
    var facts = try DatabaseFacts(table, path: file)
    facts.addChecksum(of: file)
    show(facts)
  }

  private func showPipeline() throws {
    guard let source = CheckCommand.read(file, format) else { throw ExitStatus.cannotLoad.code }
    do throws(Findings) {
      let pipeline = try Pipeline(
        source, folder: Pipeline.folder(of: file), in: variables.values.surroundings())
      for (place, name) in pipeline.lookupNames.enumerated() {
        if place > 0, format == .text { Terminal.output("") }
        show(DatabaseFacts(name: name, try pipeline.openLookup(named: name).description))
      }
    } catch {
      format.print(error)
      throw ExitStatus.cannotLoad.code
    }
  }

  private func show(_ facts: DatabaseFacts) {
    Terminal.output(format == .json ? facts.json : facts.text)
  }
}
