import ArgumentParser
import Richline

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Writes pipeline files in standard form; comments stay.",
    usage: "richline fmt [--check] <file> ...",
    discussion: """
        richline fmt web.yaml
        richline fmt --check *.yaml
        richline fmt - < web.yaml

      The standard form is described in Docs/PipelineLanguage.md. A file that is no YAML stays as it is.

      Exit code 0: all is well. 1: mistakes, or with --check a file in another form. 3: a file cannot \
      be read. 5: it cannot be written.
      """)

  @Argument(
    help: "Pipeline files; '-' is standard input, written to standard output.",
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Flag(help: "Write nothing; name the files that would change.")
  var check = false

  func run() throws {
    var worst = ExitStatus.good
    for file in files {
      let status = format(file)
      if status.rawValue > worst.rawValue { worst = status }
    }
    if worst != .good { throw worst.code }
  }

  private func format(_ path: String) -> ExitStatus {
    guard let source = source(path) else { return .cannotLoad }
    let text: String
    do throws(Findings) { text = try PipelineForm.text(of: source) } catch {
      ReportFormat.text.print(error)
      return .findings
    }
    if check {
      guard text != source.text else { return .good }
      Terminal.output("\(path): not in standard form")
      return .findings
    }
    if path == "-" {
      Terminal.put(text)
      return .good
    }
    guard text != source.text else { return .good }
    do throws(SystemError) {
      try OutputFile.write(Array(text.utf8), to: path)
      return .good
    } catch {
      Terminal.error("richline: cannot write '\(path)': \(error.reason)")
      return .trouble
    }
  }

  private func source(_ path: String) -> SourceFile? {
    guard path == "-" else { return CheckCommand.read(path, .text) }
    do throws(Findings) { return try Pipeline.standardInput(name: "stdin") } catch {
      ReportFormat.text.print(error)
      return nil
    }
  }
}
