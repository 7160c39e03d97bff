package import Logging
package import Richline
private import Synchronization

/// Tells a log what happens to a run.
package final class LogObserver: RunObserver {
  private let logger: Logger
  private let clock: @Sendable () -> Int64
  private let limit = Mutex(RepeatLimit())

  /// Shape: `clock` gives milliseconds that never go back.
  package init(
    _ logger: Logger, clock: @escaping @Sendable () -> Int64 = { MonotonicClock.milliseconds }
  ) {
    self.logger = logger
    self.clock = clock
  }

  package func note(_ event: RunEvent) {
    let line = LogLine(event)
    if case .ended(let outcome) = event {
      tellMissed()
      for message in outcome.messages.dropFirst(outcome.toldMessages) {
        logger.error("\(message)")
      }
    }
    guard let kind = line.kind else { return tell(line) }
    switch limit.withLock({ $0.judge(kind, at: clock()) }) {
    case .suppress: break
    case .tell(let missed):
      if missed > 0 { tell(missed, kind) }
      tell(line)
    }
  }

  private func tell(_ line: LogLine) {
    logger.log(level: line.level, "\(line.message)", metadata: line.metadata)
  }

  private func tellMissed() {
    for (kind, count) in limit.withLock({ $0.takeMissed() }) { tell(count, kind) }
  }

  private func tell(_ missed: Int, _ kind: String) {
    logger.warning("\(missed) more messages like the last ones of '\(kind)' were left out")
  }
}
