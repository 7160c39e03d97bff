import PipelineConfig
import StageKit
import Synchronization
import Testing

@testable import Engine

@Suite struct `what a sink sends at once` {
  @Test func `is full with so many events, or so many bytes`() {
    var batch = SinkBatch(BatchOptions(events: 3, size: 100))
    #expect(!batch.isFull)
    batch.add(events: 2, bytes: 10, at: 0)
    #expect(!batch.isFull)
    batch.add(events: 1, bytes: 10, at: 0)
    #expect(batch.isFull)
    batch.clear()
    #expect(!batch.isFull)
    batch.add(events: 1, bytes: 100, at: 0)
    #expect(batch.isFull)
  }

  @Test func `waits from its first event on`() {
    var batch = SinkBatch(BatchOptions(waitMilliseconds: 50))
    #expect(batch.patience(at: 7) == 0)
    batch.add(events: 1, bytes: 1, at: 10)
    batch.add(events: 1, bytes: 1, at: 40)
    #expect([10, 40, 59, 60, 90].map { batch.patience(at: $0) } == [50, 20, 1, 0, 0])
    batch.clear()
    #expect(batch.patience(at: 100) == 0)
    #expect(!batch.isFull)
  }

  @Test func `without 'wait' goes at once`() {
    var batch = SinkBatch(BatchOptions(events: 5))
    batch.add(events: 1, bytes: 1, at: 10)
    #expect(batch.patience(at: 10) == 0)
  }

  /// How often a sink was told to send, while a run of so many blocks went on.
  private func flushes(_ batch: String) throws -> (count: Int, rows: Int) {
    var bed = Bed(
      inputs: (0..<20).map { MemorySource("line \($0)\n", name: "\($0)") }, isEndless: false)
    let sink = CountingSink()
    bed.goodSink = sink
    _ = try bed.run("sinks:\n  - { id: good, use: good, format: lines, \(batch) }")
    return sink.counts.withLock { $0 }
  }

  @Test func `in a run`() throws {
    // A minute is longer than the run: only what is full goes before the end.
    let never = try flushes("batch: { wait: 1m }")
    #expect(never.rows == 20 && never.count == 0)
    // Several small inputs may come in one block, and stay together.
    let some = try flushes("batch: { events: 5, wait: 1m }")
    #expect(some.rows == 20 && (1...4).contains(some.count))
    let each = try flushes("batch: { size: 1B, wait: 1m }")
    #expect(each.rows == 20 && (some.count...20).contains(each.count))
  }
}

/// Counts rows, and how often it is told to send them.
private final class CountingSink: Sink {
  static let spec = Spec("counting", "counts")
  let counts = Mutex((count: 0, rows: 0))

  init() {}
  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by a test") }
  func open(_ run: SinkRun) throws(Failure) -> any SinkWriter { Writer(sink: self) }

  private final class Writer: SinkWriter, @unchecked Sendable {
    // Sendable: one thread at a time uses a writer.
    let sink: CountingSink
    private var sent = 0
    init(sink: CountingSink) { self.sink = sink }
    var confirmed: UInt64 { UInt64(sink.counts.withLock { $0.rows }) }
    func write(_ rows: UnsafeRawBufferPointer) {
      sink.counts.withLock { $0.rows += rows.count { $0 == 10 } }
    }
    func flush() {
      sink.counts.withLock { counts in
        // Nothing new is nothing sent.
        if counts.rows > sent { counts.count += 1 }
        sent = counts.rows
      }
    }
    func prepare() -> [PendingName] { [] }
    func abort() {}
  }
}
