import ArgumentParser
import PipelineTrials
import Richline

/// Compares what two versions of a pipeline, or of its lookups, make of one sample.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what two versions of a pipeline make of one sample.",
    usage: "richline diff [<options>] <old> [<new>] --sample <file>",
    discussion: """
      Two files, or one file and two versions of a database:

        richline diff web.yaml new.yaml --sample day.log.gz
        richline diff web.yaml --lookup-new cities=new.mmdb --sample day.log.gz
        richline diff web.yaml --lookup-old geo=may.mmdb --lookup-new geo=june.mmdb --sample a.log

      For each sink it says of how many events a field or the outcome is another, with examples. No \
      sink is touched. Both sides have the same time for 'now'.

      Exit code 0: nothing is different. 1: something is. 3: a file cannot be loaded. 5: the sample \
      cannot be read.
      """)

  @Argument(help: "The pipeline file as it was.", completion: .file(extensions: ["yaml", "yml"]))
  var old: String

  @Argument(help: "As it is now; unless stated the same file.")
  var new: String?

  @ArgumentParser.Option(
    help: ArgumentHelp("Lines for a source, packed or not.", valueName: "file"),
    completion: .file())
  var sample: String

  @ArgumentParser.Option(
    help: ArgumentHelp("Another file for a lookup on the old side.", valueName: "name=file"))
  var lookupOld: [String] = []

  @ArgumentParser.Option(
    help: ArgumentHelp("Another file for a lookup on the new side.", valueName: "name=file"))
  var lookupNew: [String] = []

  @ArgumentParser.Option(
    help: ArgumentHelp("Which source reads the sample, of several.", valueName: "id"))
  var source: String?

  @OptionGroup var moment: NowOption

  @ArgumentParser.Option(help: ArgumentHelp("Compare so many events at most.", valueName: "n"))
  var limit = DiffCommand.usualLimit

  @ArgumentParser.Option(help: "text or json (one object).")
  var format = ReportFormat.text

  @OptionGroup(title: "Variables")
  var variables: VariableOptions

  /// All of them are kept until both sides have run.
  private static let usualLimit = 100_000

  func validate() throws {
    if limit < 1 { throw ValidationError("'--limit' takes a number from 1 on") }
    if new == nil, lookupOld.isEmpty, lookupNew.isEmpty {
      throw ValidationError("name a second file, or another file for a lookup ('--lookup-new')")
    }
  }

  func run() throws {
    let time = moment.milliseconds ?? SystemClock.milliseconds
    let before = try side(old, lookupOld, "--lookup-old", time)
    let after = try side(new ?? old, lookupNew, "--lookup-new", time)
    let diff = SampleDiff(before, after)
    let text = DiffText(diff, color: Terminal.hasOutputColor)
    Terminal.output(format == .json ? text.json : text.text)
    guard diff.isEmpty else { throw ExitStatus.findings.code }
  }

  private func side(
    _ path: String, _ lookups: [String], _ option: String, _ time: Int64
  ) throws -> SampleRun {
    let file = try TrialLoading.file(path, variables, format)
    var wish = TrialWish()
    wish.paths = try TrialLoading.paths(lookups, option: option)
    let plan = try TrialLoading.orExplain(format) { () throws(Findings) in try file.plan(wish) }
    try TrialLoading.checkNames(of: wish, plan, option, path)
    let place = try TrialLoading.source(plan, source)
    let run = try TrialLoading.orExplain(format) { () throws(Findings) in
      try SampleRun(
        try Trial(plan, source: place, .file(sample), registry: file.registry, now: time),
        limit: limit)
    }
    guard run.outcome.status != .trouble else {
      run.outcome.messages.forEach { Terminal.error("richline: \($0)") }
      throw ExitStatus.trouble.code
    }
    return run
  }
}
