import ArgumentParser
import Logging
import RunLogging

/// How a run is watched.
struct OperatingOptions: ParsableArguments {
  @Flag(help: "Say nothing but mistakes.")
  var quiet = false

  @ArgumentParser.Option(
    help: ArgumentHelp("Write the report as JSON into this file, too.", valueName: "file"),
    completion: .file())
  var report: String?

  @ArgumentParser.Option(
    help: ArgumentHelp("Form of stderr.", valueName: "form"))
  var logFormat = LogFormat.text

  @ArgumentParser.Option(help: ArgumentHelp("What is told at least.", valueName: "level"))
  var logLevel = LogLevel.notice

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "Progress each so many seconds; 0: none.", valueName: "s"))
  var progressEvery = 60

  func validate() throws {
    guard (0...86_400).contains(progressEvery) else {
      throw ValidationError("'--progress-every' takes a number of seconds from 0 to 86400")
    }
  }

  /// The least that is told.
  var level: Logger.Level { quiet ? max(logLevel.level, .warning) : logLevel.level }
}

/// Levels of the log that a user can ask for.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
  case debug, info, notice, warning, error

  var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .notice }
}

extension LogFormat: ExpressibleByArgument {}
