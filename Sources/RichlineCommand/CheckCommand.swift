import ArgumentParser
import Richline

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a pipeline file: every mistake, with its place.",
    usage: "richline check [<options>] <file>",
    discussion: """
        richline check web.yaml
        richline check --offline --format json web.yaml

      Exit code 0: no mistakes. 1: mistakes. 3: the file cannot be read.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @ArgumentParser.Option(help: "text or json (one object a line).")
  var format = ReportFormat.text

  @Flag(help: "Do not open the databases.")
  var offline = false

  @OptionGroup(title: "Variables")
  var variables: VariableOptions

  func run() throws {
    guard let source = CheckCommand.read(file, format) else { throw ExitStatus.cannotLoad.code }
    do throws(Findings) {
      let pipeline = try Pipeline(
        source, folder: Pipeline.folder(of: file), in: variables.values.surroundings(),
        tests: try TrialLoading.tests(of: file))
      format.print(pipeline.findings)
      if !offline { format.print(try pipeline.openLookups()) }
    } catch {
      format.print(error)
      throw ExitStatus.findings.code
    }
    if format == .text { Terminal.output("\(file): no mistakes") }
  }

  /// The text of a file; says so when it cannot be read.
  static func read(_ path: String, _ format: ReportFormat) -> SourceFile? {
    do throws(Findings) { return try Pipeline.source(at: path) } catch {
      format.print(error)
      return nil
    }
  }
}
