import ArgumentParser
import Richline
import RunLogging

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Tries failed events again.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Tries failed events again, for the sinks that were owed them.",
    usage: "richline replay [<options>] <file> <failed> ...",
    discussion: """
      Each failed event is read as the record that it was; of its events the one that failed goes \
      the way of the pipeline once more, to the sinks that were owed it and to no other. What fails \
      again is a failed event again, with one attempt more. Files are written beside those of \
      earlier runs, with a number, and never over them; the files of failed events stay as they are.

        richline replay web.yaml out/failed.ndjson
        richline replay web.yaml out/failed*.ndjson --class lookup --id ip_lookup

      Exit codes are those of 'run'; 5 also when a line is no failed event.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Argument(help: "Files of failed events ('failed_json'), packed by gzip or not.")
  var failed: [String]

  @ArgumentParser.Option(
    name: .customLong("class"),
    help: ArgumentHelp("Only failures of this class; may be repeated.", valueName: "class"))
  var classes: [String] = []

  @ArgumentParser.Option(
    name: .customLong("id"),
    help: ArgumentHelp(
      "Only failures at this source, stage or sink.", valueName: "id"))
  var ids: [String] = []

  @OptionGroup var team: WorkersOption

  @OptionGroup var moment: NowOption

  @OptionGroup(title: "Variables")
  var variables: VariableOptions

  @OptionGroup(title: "Watching")
  var operating: OperatingOptions

  func validate() throws {
    let known = Failure.Class.allCases.map(\.rawValue)
    for name in classes where !known.contains(name) {
      let hint = Suggestion.didYouMean(name, of: known) ?? known.joined(separator: ", ")
      throw ValidationError("'--class' takes a class of failures, not '\(name)'; \(hint)")
    }
    if failed.isEmpty { throw ValidationError("name a file of failed events") }
  }

  func run() throws {
    let output = RunOutput(operating)
    let outcome: RunOutcome
    let control = RunControl(observer: LogObserver(output.logger))
    Signals.watch(control)
    do throws(Findings) {
      let pipeline = try Pipeline(
        path: file, for: .replay(files: failed), in: variables.values.surroundings())
      if !operating.quiet { output.tell(pipeline.findings) }
      outcome = try pipeline.replay(
        choosing: ReplayChoice(classes: Set(classes), ids: Set(ids)), settings: settings,
        control: control)
    } catch {
      output.tell(error)
      throw ExitStatus.cannotLoad.code
    }
    output.end(outcome, control)
  }

  private var settings: RunSettings {
    var settings = RunSettings()
    settings.workers = team.workers
    settings.now = moment.milliseconds
    return settings
  }
}
