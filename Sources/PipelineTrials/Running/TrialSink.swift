import StageKit
import Synchronization

/// Takes the rows of a sink, and does nothing with them but count.
struct TrialSink: Sink {
  static let spec = Spec("trial_rows", "rows of a trial")

  let isKept: Bool
  let rows: TrialRows
  let id: String

  init(_ id: String, _ rows: TrialRows, isKept: Bool) {
    self.id = id
    self.rows = rows
    self.isKept = isKept
  }

  init(_ setup: Setup) throws(Findings) {
    throw [setup.finding(nil, "unknown-plugin", "'trial_rows' is made by a trial alone")]
  }

  func open(_ run: SinkRun) throws(Failure) -> any SinkWriter {
    if isKept { rows.append(run.preamble[...], of: id) }
    return Writer(self)
  }

  private final class Writer: SinkWriter, @unchecked Sendable {
    // Sendable: one thread at a time writes, as `SinkWriter` has it.

    private let sink: TrialSink
    private(set) var confirmed: UInt64 = 0

    init(_ sink: TrialSink) { self.sink = sink }

    func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
      confirmed += UInt64(rows.count { $0 == 10 })
      if sink.isKept { sink.rows.append(Array(rows)[...], of: sink.id) }
    }

    func count(rows: UInt64) throws(Failure) { confirmed += rows }
    func flush() throws(Failure) {}
    func prepare() throws(Failure) -> [PendingName] { [] }
    func abort() {}
  }
}

/// The bytes that sinks got, by their ids.
package final class TrialRows: Sendable {
  private let bytes = Mutex<[String: [UInt8]]>([:])

  package init() {}

  package subscript(sink: String) -> [UInt8] { bytes.withLock { $0[sink] ?? [] } }

  func append(_ rows: ArraySlice<UInt8>, of sink: String) {
    bytes.withLock { $0[sink, default: []] += rows }
  }
}
