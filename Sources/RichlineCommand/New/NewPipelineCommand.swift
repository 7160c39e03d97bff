import ArgumentParser
import Richline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a pipeline file with sample data and tests.
struct NewPipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline",
    abstract: "Writes a commented pipeline with sample data and a test that passes.",
    discussion: """
      Nothing is asked, and nothing that is there is written over.

        richline new pipeline --recipe web-logs
        richline new pipeline --recipe ndjson events/

      Recipes: web-logs (access logs of a web server), pixel (logs of a CloudFront pixel), ndjson \
      (events of an application), stdin (lines in, lines out). Exit code 1: a file is there already.
      """)

  @ArgumentParser.Option(help: "web-logs, pixel, ndjson or stdin.")
  var recipe = Recipe.webLogs

  @Argument(help: "Where it goes; unless stated a folder with the name of the recipe.")
  var folder: String?

  func run() throws {
    let folder = folder ?? recipe.rawValue
    let files = recipe.files
    for file in files where access("\(folder)/\(file.name)", F_OK) == 0 {
      Terminal.error("richline: '\(folder)/\(file.name)' is there already; nothing was written")
      throw ExitStatus.findings.code
    }
    do throws(SystemError) {
      try Folder.make(folder)
      for file in files {
        try DurableFile.write(Array(file.text.utf8), to: "\(folder)/\(file.name)", mode: 0o644)
      }
    } catch {
      Terminal.error("richline: cannot write into '\(folder)': \(error.reason)")
      throw ExitStatus.trouble.code
    }
    for file in files { Terminal.output("\(folder)/\(file.name)") }
    Terminal.error(
      """
      what to do next:
        cd \(folder)
        richline test pipeline.yaml
        \(recipe.tryLine)
        \(recipe.runLine)
      """)
  }
}
