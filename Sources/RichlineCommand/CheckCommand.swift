import ArgumentParser
import Richline

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a pipeline file: every mistake, with its place.",
    usage: "richline check [<options>] <file>",
    discussion: """
        richline check web.yaml
        richline check --open --deny-warnings web.yaml
        richline check --offline --format sarif web.yaml > web.sarif

      Of databases the headers are looked at; 'richline explain CODE' says more of a mistake.

      Exit code 0: no mistakes. 1: mistakes. 3: the file cannot be read.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @ArgumentParser.Option(
    help: "text, json (one object a line) or sarif (one document, SARIF 2.1.0).")
  var format = CheckFormat.text

  @Flag(help: "Load the databases, as a run would.")
  var open = false

  @Flag(help: "Look at nothing but the pipeline file.")
  var offline = false

  @Flag(help: "Warnings are mistakes too.")
  var denyWarnings = false

  @OptionGroup(title: "Variables")
  var variables: VariableOptions

  func validate() throws {
    if open, offline { throw ValidationError("'--open' and '--offline' exclude each other") }
  }

  func run() throws {
    let (findings, status) = check()
    format.print(findings)
    if status == .good, format == .text { Terminal.output("\(file): no mistakes") }
    if status != .good { throw status.code }
  }

  private func check() -> (Findings, ExitStatus) {
    let source: SourceFile
    do throws(Findings) { source = try Pipeline.source(at: file) } catch {
      return (error, .cannotLoad)
    }
    var findings = Findings()
    do throws(Findings) {
      let pipeline = try Pipeline(
        source, folder: Pipeline.folder(of: file), in: variables.values.surroundings(),
        tests: try TrialLoading.tests(of: file))
      findings = pipeline.findings
      if open {
        findings.append(contentsOf: try pipeline.openLookups())
      } else if !offline {
        findings.append(contentsOf: try pipeline.glanceAtLookups())
      }
    } catch {
      findings.append(contentsOf: error)
      return (findings.sorted, .findings)
    }
    let isDenied = denyWarnings && findings.contains { $0.severity == .warning }
    return (findings.sorted, isDenied ? .findings : .good)
  }

  /// The text of a file; says so when it cannot be read.
  static func read(_ path: String, _ format: ReportFormat) -> SourceFile? {
    do throws(Findings) { return try Pipeline.source(at: path) } catch {
      format.print(error)
      return nil
    }
  }
}

/// How `check` reports.
enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif

  func print(_ findings: Findings) {
    switch self {
    case .text: ReportFormat.text.print(findings)
    case .json: ReportFormat.json.print(findings)
    case .sarif:
      let version = RootCommand.configuration.version
      let log = FindingLog(version: version) { CodePages.page($0)?.summary }
      Terminal.put(log.text(findings))
    }
  }
}
