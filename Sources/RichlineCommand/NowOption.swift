import ArgumentParser
import Richline

/// The moment that a run takes for the present.
struct NowOption: ParsableArguments {
  @ArgumentParser.Option(help: "The time that stands for now, as 2026-11-21T23:12:24Z.")
  var now: String?

  func validate() throws {
    if let now, milliseconds == nil {
      throw ValidationError("'--now' takes a time such as 2026-11-21T23:12:24Z, not '\(now)'")
    }
  }

  /// Nil when it is not stated.
  var milliseconds: Int64? { now.flatMap { TimestampText.parse(rfc3339: Bytes.constant($0)) } }
}
