import ArgumentParser
import PipelineTrials
import Richline

/// Shows what becomes of sample events, stage by stage.
struct TryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Shows what each stage does to sample events.",
    usage: "richline try [<options>] <file> < lines",
    discussion: """
      Each event goes its way through the pipeline as in a run, and after each stage it is shown what \
      changed, how long that took, why a stage was passed over, and what each sink gets. No sink is \
      touched.

        zcat logs/*.gz | richline try web.yaml --limit 3
        richline try web.yaml --sample day.log.gz --expr 'url(page_url).host'

      Times are those of the events that a stage looked at together, up to 256, shared out evenly; the \
      first ones are slow. Exit code 0: the lines were read. 3: the file cannot be loaded. 5: the \
      lines cannot be read, or a stage ends the run.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @ArgumentParser.Option(
    help: ArgumentHelp("Read this file, packed or not, instead of stdin.", valueName: "file"),
    completion: .file())
  var sample: String?

  @ArgumentParser.Option(
    help: ArgumentHelp("Which source reads the lines, of several.", valueName: "id"))
  var source: String?

  @ArgumentParser.Option(
    help: ArgumentHelp("What the input is called, for ids.", valueName: "name"))
  var inputName: String?

  @ArgumentParser.Option(help: ArgumentHelp("Stop after so many events.", valueName: "n"))
  var limit: Int?

  @ArgumentParser.Option(
    help: ArgumentHelp("Show the value of this expression instead.", valueName: "expression"))
  var expr: String?

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "Behind which stage the expression looks; unless stated the last one of the main chain.",
      valueName: "id"))
  var at: String?

  @ArgumentParser.Option(
    help: ArgumentHelp("Take another file for a lookup.", valueName: "name=file"))
  var lookup: [String] = []

  @OptionGroup var moment: NowOption

  @ArgumentParser.Option(help: "text or json (one object a line).")
  var format = ReportFormat.text

  @OptionGroup(title: "Variables")
  var variables: VariableOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1 on") }
    if at != nil, expr == nil { throw ValidationError("'--at' belongs to '--expr'") }
  }

  func run() throws {
    let loaded = try TrialLoading.file(file, variables, format)
    var wish = TrialWish()
    wish.paths = try TrialLoading.paths(lookup, option: "--lookup")
    wish.expression = expr.map { TrialExpression($0, at: at) }
    let (plan, findings) = try checked(loaded, wish)
    try TrialLoading.checkNames(of: wish, plan, "--lookup", file)
    if format == .text { ReportFormat.text.print(findings) }
    let place = try TrialLoading.source(plan, source)
    let outcome = try TrialLoading.orExplain(format) { () throws(Findings) in
      let trial = try Trial(
        plan, source: place, sample.map { .file($0) } ?? .stdin, registry: loaded.registry,
        name: inputName, now: moment.milliseconds)
      return try trial.run(hidesSecrets: true, printer)
    }
    guard outcome.status == .trouble else { return }
    outcome.messages.forEach { Terminal.error("richline: \($0)") }
    throw ExitStatus.trouble.code
  }

  private func checked(_ file: TrialFile, _ wish: TrialWish) throws -> (Plan, Findings) {
    let result = file.check(wish)
    guard let plan = result.plan else {
      format.print(result.findings)
      throw ExitStatus.cannotLoad.code
    }
    // What was added for the trial alone stands in no file.
    let findings = result.findings.filter { $0.code != "failed-sink" && $0.span?.file != nil }
    return (plan, Findings(findings))
  }

  /// Prints an event; false when that was the last one.
  private var printer: @Sendable (TracedEvent) -> Bool {
    let show: @Sendable (TracedEvent) -> String =
      if expr != nil {
        { [format] in ExpressionValue($0).text(isJSON: format == .json) }
      } else if format == .json {
        TraceJSON.text
      } else {
        { [text = TraceText(color: Terminal.hasOutputColor)] in text.text($0) }
      }
    let count = EventCount(limit: limit)
    return { event in
      Terminal.output(show(event))
      return count.goesOn()
    }
  }
}
