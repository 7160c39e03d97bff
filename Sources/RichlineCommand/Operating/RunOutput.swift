import Logging
import Richline
import RunLogging

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Everything that a run says on stderr, in the form that was asked for.
struct RunOutput: Sendable {
  let options: OperatingOptions
  let logger: Logger

  init(_ options: OperatingOptions) {
    self.options = options
    var handler = LineLogHandler(
      options.logFormat, clock: { SystemClock.milliseconds }, write: Terminal.error)
    handler.logLevel = options.level
    logger = Logger(label: "richline") { _ in handler }
  }

  /// Notes and warnings about the pipeline file, or its mistakes.
  func tell(_ findings: Findings) {
    switch options.logFormat {
    case .text: ReportFormat.text.print(findings)
    case .json: for finding in findings { Terminal.error(FindingPrinter().json(finding)) }
    }
  }

  /// The books at one moment: for people below the time, for programs as one object.
  func tellBalance(
    _ snapshot: RunSnapshot, messages: [String] = [], profile: RunProfile? = nil
  ) {
    switch options.logFormat {
    case .text:
      var lines = snapshot.balance
      if !snapshot.phase.isOver, let time = TimestampText.rfc3339(snapshot.time) {
        lines.insert(time, at: 0)
      }
      lines.forEach(Terminal.error)
    case .json:
      var object = JSONObject()
      if let time = TimestampText.rfc3339(snapshot.time) { object.add("time", time) }
      object.add("level", "notice")
      object.add("message", snapshot.phase.isOver ? "report" : "balance")
      object.add("report", raw: ReportText(snapshot, messages: messages, profile: profile).text)
      Terminal.error(object.text)
    }
  }

  /// Tells how a run went and ends the program: straight out, since nothing is left to be done, and
  /// freeing what a run took costs time.
  func end(_ outcome: RunOutcome, _ control: RunControl) -> Never {
    let snapshot = control.snapshot()
    tellEnd(outcome, snapshot)
    let isReported = writeReport(outcome, snapshot)
    let status = isReported || outcome.status != .good ? outcome.status : .trouble
    exit(status.rawValue)
  }

  private func tellEnd(_ outcome: RunOutcome, _ snapshot: RunSnapshot?) {
    defer {
      if options.logFormat == .text, let profile = outcome.profile {
        ProfileText(profile).lines.forEach(Terminal.error)
      }
    }
    guard !options.quiet || outcome.status == .unbalanced, !outcome.report.isEmpty else { return }
    if options.logFormat == .text {
      return (outcome.report + outcome.counters).forEach(Terminal.error)
    }
    if let snapshot { tellBalance(snapshot, messages: outcome.messages, profile: outcome.profile) }
  }

  /// Errors: the report cannot be written where it is wanted, or would take the place of what the
  /// pipeline reads or writes; said before anything is done.
  func checkReport(_ pipeline: Pipeline) throws {
    guard let path = options.report else { return }
    if let owner = pipeline.plan.owner(ofFile: path) {
      logger.error("the report '\(path)' would take the place of what \(owner)")
      throw ExitStatus.usage.code
    }
    let folder = TargetPath(path).folder
    guard access(folder.isEmpty ? "./" : folder, W_OK) != 0 else { return }
    logger.error("cannot write the report '\(path)': \(SystemError.last.reason)")
    throw ExitStatus.trouble.code
  }

  /// Writes the report into the file that was asked for; false when that cannot be done.
  private func writeReport(_ outcome: RunOutcome, _ snapshot: RunSnapshot?) -> Bool {
    guard let path = options.report, let snapshot else { return true }
    let report = ReportText(snapshot, messages: outcome.messages, profile: outcome.profile)
    let text = report.text + "\n"
    do throws(SystemError) {
      try OutputFile.write(Array(text.utf8), to: path, mode: 0o600)
      return true
    } catch {
      logger.error("cannot write the report '\(path)': \(error.reason)")
      return false
    }
  }
}
