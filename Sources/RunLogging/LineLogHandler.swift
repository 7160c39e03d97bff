package import Logging
import Richline

/// Gives each message of a log as a line.
///
/// Shape: steering characters, as names of files may have them, never reach the line.
package struct LineLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var logLevel = Logger.Level.notice
  private let format: LogFormat
  private let clock: @Sendable () -> Int64
  private let write: @Sendable (String) -> Void

  /// Shape: `write` gets lines without their ends; `clock` milliseconds since 1970.
  package init(
    _ format: LogFormat, clock: @escaping @Sendable () -> Int64,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.format = format
    self.clock = clock
    self.write = write
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let message = event.message.description
    switch format {
    case .text:
      let lines = text(event.level, message).split(separator: "\n").map(String.init)
      write(lines.map(DisplayText.safe).joined(separator: "\n"))
    case .json: write(json(event, message))
    }
  }

  /// What is told apart by its level is told by the words.
  private func text(_ level: Logger.Level, _ message: String) -> String {
    level >= .warning ? "richline: \(message)" : "richline: \(level): \(message)"
  }

  private func json(_ event: LogEvent, _ message: String) -> String {
    var object = JSONObject()
    if let time = TimestampText.rfc3339(clock()) { object.add("time", time) }
    object.add("level", event.level.rawValue)
    object.add("message", message)
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { object.add(key, "\(value)") }
    return object.text
  }
}
