import ArgumentParser
import ControlServer
import Logging
import Richline
import RunLogging

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a pipeline to the end of its input.",
    usage: "richline run [<options>] <file>",
    discussion: """
      Stderr tells how far it is, and at the end what came in and what became of it at each sink.

        richline run web.yaml --report report.json
        zcat logs/*.gz | richline run stream.yaml > events.ndjson
        split -n r/8 --filter 'richline run web.yaml --filter > $FILE' day.log

      Exit code 0: good. 3: cannot be loaded. 4: more failed than 'stop_if_failed' allows. 5: input \
      or output trouble. 70: the counts do not balance. 130: interrupted.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var team: WorkersOption

  @OptionGroup var moment: NowOption

  @Flag(help: "Measure where the time goes: a table at the end, and in the report.")
  var profile = false

  @OptionGroup(title: "Variables")
  var variables: VariableOptions

  @OptionGroup(title: "Watching")
  var operating: OperatingOptions

  @OptionGroup(title: "As a filter")
  var filtering: FilterOptions

  func run() throws {
    Signals.holdHangUps()
    try OpenFiles.check()
    let output = RunOutput(operating)
    let pipeline: Pipeline
    do throws(Findings) {
      pipeline = try Pipeline(
        path: file, for: filtering.purpose, in: variables.values.surroundings())
    } catch {
      output.tell(error)
      throw ExitStatus.cannotLoad.code
    }
    try output.checkReport(pipeline)
    if !operating.quiet { output.tell(pipeline.findings) }
    let control = RunControl(observer: LogObserver(output.logger))
    LargeBlocks.returnToSystem()
    Signals.watch(control)
    try serve(pipeline, control, output)
    let progress = Progress.begin(control, pipeline, output)
    let outcome: RunOutcome
    do throws(Findings) {
      outcome = try pipeline.run(settings: settings, control: control)
    } catch {
      progress?.end()
      output.tell(error)
      throw ExitStatus.cannotLoad.code
    }
    progress?.end()
    output.end(outcome, control)
  }

  private var settings: RunSettings {
    var settings = RunSettings()
    settings.workers = team.workers
    settings.profiles = profile
    settings.now = moment.milliseconds
    settings.reload = {
      [file, purpose = filtering.purpose, values = variables.values] () throws(Findings) in
      try Pipeline(path: file, for: purpose, in: values.surroundings()).plan
    }
    return settings
  }

  /// Serves metrics and health where the file says so, for as long as the program lives.
  private func serve(_ pipeline: Pipeline, _ control: RunControl, _ output: RunOutput) throws {
    guard !filtering.filter, let address = pipeline.listen else { return }
    do throws(Failure) {
      let server = try ControlServer.start(at: address, ControlRoutes(control))
      let place = ListenAddress(host: address.host, port: server.port)
      output.logger.notice("metrics and health are served at http://\(place.text)")
    } catch {
      output.logger.error("\(error.message)")
      throw ExitStatus.trouble.code
    }
  }
}
