import Logging
import Richline
import RunLogging
import Synchronization

/// Says how far a run is: a bar on a terminal, else a word now and then.
///
/// Shape: a batch says one line, a stream its balance with what is in flight.
final class Progress: Sendable {
  /// How often the bar is drawn; a second is what rates are told by.
  private static let pulse = Duration.seconds(1)

  private let control: RunControl
  private let output: RunOutput
  private let isStream: Bool
  private let hasBar: Bool
  /// Nil when it is over.
  private let meter: Mutex<ProgressMeter?>

  private init(_ control: RunControl, _ pipeline: Pipeline, _ output: RunOutput) {
    self.control = control
    self.output = output
    isStream = pipeline.isEndless
    hasBar = Terminal.hasStatus && output.options.logFormat == .text
    meter = Mutex(ProgressMeter(size: pipeline.inputSize))
  }

  /// Begins to tell, until `end`; nil when nobody wants to hear.
  static func begin(
    _ control: RunControl, _ pipeline: Pipeline, _ output: RunOutput
  ) -> Progress? {
    guard !output.options.quiet else { return nil }
    let progress = Progress(control, pipeline, output)
    guard progress.hasBar || output.options.progressEvery > 0 else { return nil }
    let pause = progress.hasBar ? pulse : .seconds(output.options.progressEvery)
    // It ends with the program: who waits for it would wait for a whole pause.
    Task.detached {
      while progress.tell() { try? await Task.sleep(for: pause) }
    }
    return progress
  }

  /// Nothing is told from now on.
  func end() {
    meter.withLock { $0 = nil }
    if hasBar { Terminal.show(status: "") }
  }

  /// False when it is over.
  private func tell() -> Bool {
    guard let snapshot = control.snapshot() else { return meter.withLock { $0 != nil } }
    return meter.withLock { meter in
      guard meter != nil else { return false }
      // The first look only begins the counting.
      let isFirst = meter?.isFresh ?? true
      meter?.note(snapshot, at: MonotonicClock.milliseconds)
      guard !isFirst, let meter else { return true }
      if hasBar {
        Terminal.show(status: meter.bar(width: Terminal.width - 1))
      } else if isStream {
        output.tellBalance(snapshot)
      } else {
        output.logger.notice("\(meter.line)")
      }
      return true
    }
  }
}
