import ArgumentParser
import PipelineTrials
import Richline

/// Runs the tests of a pipeline file.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs the tests of a pipeline file.",
    usage: "richline test [<options>] <file>",
    discussion: """
      Tests stand under 'tests' of the file, or of NAME.test.yaml beside it. No sink is touched.

        richline test web.yaml
        richline test web.yaml --update             # expect what happens today
        richline test web.yaml --record 3 < sample  # tests of the first lines of a sample

      Exit code 0: all tests pass. 1: one does not. 3: the file cannot be loaded.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @ArgumentParser.Option(
    help: ArgumentHelp("Only tests with this in their names.", valueName: "text"))
  var filter: String?

  @Flag(help: "Write what happens today into the files, where something else is expected.")
  var update = false

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "Make tests of the first records of stdin, into NAME.test.yaml.", valueName: "n"))
  var record: Int?

  @ArgumentParser.Option(
    help: ArgumentHelp("Which source reads the sample, of several.", valueName: "id"))
  var source: String?

  @ArgumentParser.Option(
    help: ArgumentHelp("Write the results as JUnit's XML, too.", valueName: "file"),
    completion: .file())
  var junit: String?

  @ArgumentParser.Option(help: "text or json (one object a line).")
  var format = ReportFormat.text

  @OptionGroup(title: "Variables")
  var variables: VariableOptions

  /// A sample of more is no test any more.
  private static let recordLimit = 1000

  func validate() throws {
    if let record, !(1...TestCommand.recordLimit).contains(record) {
      throw ValidationError("'--record' takes a number from 1 to \(TestCommand.recordLimit)")
    }
    if source != nil, record == nil { throw ValidationError("'--source' belongs to '--record'") }
  }

  func run() throws {
    if let junit { try checkReport(junit) }
    if let record { try add(record) }
    var results = try results()
    if update || record != nil {
      try TestFiles.write(TestUpdate(results))
      results = try self.results()
    }
    try report(results)
    guard results.allSatisfy(\.isPassed) else { throw ExitStatus.findings.code }
  }

  private func results() throws -> [TestResult] {
    let file = try TrialLoading.file(file, variables, format)
    let runner = TestRunner(file)
    let tests = try TrialLoading.orExplain(format) { () throws(Findings) in try runner.tests() }
      .filter { test in filter.map { test.name.contains($0) } ?? true }
    if tests.isEmpty {
      Terminal.error(
        filter.map { "richline: no test has '\($0)' in its name" }
          ?? "richline: '\(self.file)' has no tests; '--record 3 < sample' makes some")
      throw ExitStatus.findings.code
    }
    return tests.map(runner.run)
  }

  /// Makes tests of a sample.
  private func add(_ count: Int) throws {
    let file = try TrialLoading.file(file, variables, format)
    let recorder = TestRecorder(file)
    let plan = try TrialLoading.orExplain(format) { () throws(Findings) in try file.plan() }
    _ = try TrialLoading.source(plan, source)
    let tests = try TrialLoading.orExplain(format) { () throws(Findings) in
      try recorder.record(count, from: .stdin, source: source)
    }
    if tests.isEmpty {
      Terminal.error("richline: the sample has no records")
      throw ExitStatus.findings.code
    }
    try TestFiles.append(tests, to: TrialFile.pathOfTests(of: self.file), file.tests)
  }

  /// Errors: the report would take the place of the tests, or of what they test.
  private func checkReport(_ path: String) throws {
    let own = [file, TrialFile.pathOfTests(of: file)].map { FileStatus(Array($0.utf8CString)) }
    guard let status = FileStatus(Array(path.utf8CString)), own.contains(status) else { return }
    throw ValidationError("'--junit' would write over '\(path)', which the tests are read from")
  }

  private func report(_ results: [TestResult]) throws {
    let report = TestReport(results)
    if let junit { try TestFiles.write(Array(report.junit(name: file).utf8), to: junit) }
    switch format {
    case .text: Terminal.output(report.text(color: Terminal.hasOutputColor))
    case .json: report.jsonLines.forEach(Terminal.output)
    }
  }
}
