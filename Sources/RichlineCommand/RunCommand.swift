import ArgumentParser
import Richline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a pipeline to the end of its input.",
    discussion: """
      The balance is printed to stderr at the end: what came in, and what became of it at each sink.

        richline run web.yaml
        zcat logs/*.gz | richline run stream.yaml > events.ndjson

      Exit code 0: good. 3: the file cannot be loaded. 4: more failed than 'stop_if_failed' allows. \
      5: input or output trouble. 70: the counts do not balance. 130: interrupted.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @ArgumentParser.Option(help: "Worker threads; as many as there are cores unless stated.")
  var workers: Int?

  @ArgumentParser.Option(help: "The time that stands for now, as 2026-11-21T23:12:24Z.")
  var now: String?

  @Flag(help: "Say nothing but mistakes.")
  var quiet = false

  func validate() throws {
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("'--workers' takes a number from 1 to 256")
    }
    if let now, RunCommand.time(now) == nil {
      throw ValidationError("'--now' takes a time such as 2026-11-21T23:12:24Z, not '\(now)'")
    }
  }

  func run() throws {
    guard let source = CheckCommand.read(file, .text) else { throw ExitStatus.cannotLoad.code }
    LargeBlocks.returnToSystem()
    let control = RunControl()
    Signals.watch(control)
    var settings = RunSettings()
    settings.workers = workers
    settings.now = now.flatMap(RunCommand.time)
    settings.reload = { [file] () throws(Findings) in try Pipeline(path: file).plan }
    settings.notice = { Terminal.error("richline: \($0)") }
    let outcome: RunOutcome
    do throws(Findings) {
      let pipeline = try Pipeline(source, folder: Pipeline.folder(of: file))
      if !quiet { ReportFormat.text.print(pipeline.findings) }
      outcome = try pipeline.run(settings: settings, control: control)
    } catch {
      ReportFormat.text.print(error)
      throw ExitStatus.cannotLoad.code
    }
    for message in outcome.messages { Terminal.error("richline: \(message)") }
    if !quiet || outcome.status == .unbalanced { outcome.report.forEach(Terminal.error) }
    // Straight out: nothing is left to be done, and freeing what a run took costs time.
    Glibc.exit(outcome.status.rawValue)
  }

  private static func time(_ text: String) -> Int64? {
    TimestampText.parse(rfc3339: Bytes.constant(text))
  }
}
