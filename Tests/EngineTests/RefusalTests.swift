import StageKit
import Synchronization
import Testing

@testable import Engine

/// A receiver that answers late, and refuses rows in which `no` stands.
final class LateReceiver: Sink {
  static let spec = Spec("late", "rows in memory, answered late")
  let taken = Mutex<[String]>([])
  let canRefuse = true
  /// How many rows must wait before any is answered, unless nothing more comes.
  private let lag: Int

  init(lag: Int) { self.lag = lag }
  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by a test") }

  func open(_ run: SinkRun) throws(Failure) -> any SinkWriter { Writer(self) }

  private final class Writer: SinkWriter, @unchecked Sendable {
    // Sendable: one thread at a time writes, as `SinkWriter` has it.
    private let sink: LateReceiver
    private var waiting: [String] = []
    private var refusals: [RowRefusal] = []
    private(set) var confirmed: UInt64 = 0
    private(set) var settled: UInt64 = 0

    init(_ sink: LateReceiver) { self.sink = sink }

    func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
      waiting += String(decoding: rows, as: UTF8.self).split(separator: "\n").map(String.init)
      answer(untilLeft: sink.lag)
    }

    private func answer(untilLeft count: Int) {
      while waiting.count > count {
        let row = waiting.removeFirst()
        if row.contains("no") {
          refusals.append(RowRefusal(row: settled, Failure(.sink, "not this one")))
        } else {
          sink.taken.withLock { $0.append(row) }
          confirmed += 1
        }
        settled += 1
      }
    }

    func flush() throws(Failure) { answer(untilLeft: 0) }
    func prepare() throws(Failure) -> [PendingName] { [] }
    func abort() {}

    func takeRefusals() -> [RowRefusal] {
      defer { refusals = [] }
      return refusals
    }
  }
}

@Suite struct `rows that a sink refuses` {
  static let pipeline = """
    sinks:
      - { id: good, use: good, format: lines, only: [line] }
      - { id: other, use: other, format: lines, only: [line] }
    """

  @Test(arguments: [0, 1, 3, 100], [1, 3])
  func `become failed events that owe this sink only`(lag: Int, workers: Int) throws {
    let lines = (0..<500).map { $0 % 7 == 3 ? "no \($0)" : "yes \($0)" }
    let receiver = LateReceiver(lag: lag)
    var bed = Bed(lines.joined(separator: "\n") + "\n", readSize: 100)
    bed.goodSink = receiver
    bed.settings.workers = workers
    let (outcome, _, other, rejects) = try bed.run(Self.pipeline)
    #expect(outcome.status == .good, "\(outcome.messages)")
    #expect(receiver.taken.withLock { $0 } == lines.filter { $0.hasPrefix("yes") })
    #expect(other == lines)
    let refused = lines.enumerated().filter { $0.element.hasPrefix("no") }
    #expect(
      rejects
        == refused.map { "good sink \($0.offset + 1): \($0.element) | not this one | owed good" })
    #expect(
      outcome.report.suffix(3) == [
        "good     events 500 = written 429 + filtered 0 + failed 71 + dropped 0",
        "other    events 500 = written 500 + filtered 0 + failed 0 + dropped 0",
        "rejects  failed 0 + 0 + 71 = written 71",
      ])
  }
}
