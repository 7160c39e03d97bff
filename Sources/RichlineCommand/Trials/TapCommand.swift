import ArgumentParser
import Richline

/// Shows events of a pipeline that runs.
struct TapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tap",
    abstract: "Shows some events of a pipeline that runs, stage by stage.",
    usage: "richline tap [<options>] <address>",
    discussion: """
      The pipeline has 'run: { listen: 9600, tap: true }'. A few events a second are shown as 'try' \
      shows them, until the run ends; what is not taken in time is missed. The pipeline never waits.

        richline tap 9600
        richline tap 127.0.0.1:9600 --stage ip_lookup --rate 2

      Events may be personal data: look on the machine itself, and keep no more than you need. Exit \
      code 5: nothing answers there, or the pipeline does not allow it.
      """)

  @Argument(help: "The control address: a port of this machine, or host and port.")
  var address: String

  @ArgumentParser.Option(help: ArgumentHelp("Only this stage or sink.", valueName: "id"))
  var stage: String?

  @ArgumentParser.Option(help: ArgumentHelp("Events a second at most, 1 to 100.", valueName: "n"))
  var rate = TapDesk.usualRate

  @ArgumentParser.Option(help: ArgumentHelp("Stop after so many events.", valueName: "n"))
  var count: Int?

  @ArgumentParser.Option(help: "text or json (one object a line).")
  var format = ReportFormat.text

  func validate() throws {
    guard let place = ListenAddress(address), place.port > 0 else {
      throw ValidationError(
        "'\(address)' is no address: a port, or host and port as 127.0.0.1:9600")
    }
    guard (1...TapDesk.rateLimit).contains(rate) else {
      throw ValidationError("'--rate' takes a number from 1 to \(TapDesk.rateLimit)")
    }
    if let count, count < 1 { throw ValidationError("'--count' takes a number from 1 on") }
    let isID = { (text: String) in text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 38 } }
    if let stage, !isID(stage) { throw ValidationError("'--stage' takes an id, not '\(stage)'") }
  }

  func run() throws {
    guard let place = ListenAddress(address) else { return }
    do throws(TapClient.Trouble) {
      try TapClient(place).stream(target)
    } catch {
      Terminal.error("richline: \(error.message)")
      throw ExitStatus.trouble.code
    }
  }

  private var target: String {
    var target = "/tap?rate=\(rate)&format=\(format.rawValue)"
    if let stage { target += "&stage=\(stage)" }
    if let count { target += "&count=\(count)" }
    if Terminal.hasOutputColor { target += "&color=1" }
    return target
  }
}
