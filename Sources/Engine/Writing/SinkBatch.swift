import PipelineConfig

/// What a sink was handed and has not sent on yet, as far as `batch` of the pipeline file asks for it.
///
/// Shape: `rows` that come together stay together, so a batch ends behind them.
struct SinkBatch {
  private let options: BatchOptions
  private var events: UInt64 = 0
  private var bytes = 0
  /// When the first of its events came, in milliseconds; nil: there is none.
  private var begun: Int64?

  init(_ options: BatchOptions) { self.options = options }

  mutating func add(events: UInt64, bytes: Int, at now: Int64) {
    self.events += events
    self.bytes += bytes
    begun = begun ?? now
  }

  mutating func clear() { self = SinkBatch(options) }

  /// Whether it is to be sent though more may come at once.
  var isFull: Bool {
    options.events.map { events >= UInt64($0) } ?? false
      || options.size.map { bytes >= $0 } ?? false
  }

  /// The milliseconds for which its first event may still wait for others.
  func patience(at now: Int64) -> Int64 {
    guard let begun, let wait = options.waitMilliseconds else { return 0 }
    return max(0, begun + Int64(wait) - now)
  }
}
