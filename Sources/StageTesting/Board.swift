import DiagnosticKit
import StageKit
import Synchronization

/// What source, formats and sinks of a test share: events in, outcomes out.
final class Board: Sendable {
  let fields: [Field]
  private let state = Mutex(State())

  private struct State {
    var events: [TestEvent] = []
    /// By event, what became of each of its pieces; none for one that was filtered.
    var outcomes: [[TestOutcome]] = []
  }

  init(fields: [Field]) { self.fields = fields }

  func begin(_ events: [TestEvent]) {
    state.withLock {
      $0.events = events
      $0.outcomes = Array(repeating: [], count: events.count)
    }
  }

  func outcomes() -> [[TestOutcome]] { state.withLock { $0.outcomes } }
  func event(_ index: Int) -> TestEvent { state.withLock { $0.events[index] } }
  var count: Int { state.withLock { $0.events.count } }

  func set(_ index: Int, _ outcome: TestOutcome) {
    state.withLock { $0.outcomes[index].append(outcome) }
  }

  /// The field that carries the number of an event to the end.
  static let number = "test_event_number"
}

extension Board {
  var sourceEntry: SourceEntry {
    SourceEntry(spec: Spec("test_events", "events of a test")) { _ throws(Findings) in
      EventSource(board: self)
    }
  }

  var inputEntry: FormatEntry {
    let tokens = fields.map { Output($0.name, $0.type) } + [Output(Board.number, .integer)]
    return FormatEntry(
      spec: Spec("test_events", "events of a test", tokens: tokens),
      makeInput: { setup throws(Findings) in EventFormat(board: self, setup) }, makeOutput: nil,
      claims: .own, columns: .available)
  }

  var sinkEntry: SinkEntry {
    SinkEntry(spec: Spec("test_events", "outcomes of a test"), takesFormat: true) {
      _ throws(Findings) in CountingSink()
    }
  }

  var outputEntry: FormatEntry {
    let demand = Option<[String]>("demand", "fields that are made on demand", default: [])
    return FormatEntry(
      spec: Spec("test_values", "outcomes of a test", demand), makeInput: nil,
      makeOutput: { setup throws(Findings) in ValueFormat(board: self, setup.writtenFields) },
      claims: .own, columns: .availableAnd("demand"))
  }

  var failedEntry: FormatEntry {
    FormatEntry(
      spec: Spec("test_failed", "failures of a test"), makeInput: nil,
      makeOutput: { _ throws(Findings) in FailedFormat(board: self) }, claims: .own,
      columns: .failedEvents)
  }
}

// MARK: in

/// One line for each event: its number.
private struct EventSource: Source, ByteInput {
  static let spec = Spec("test_events", "events of a test")
  let board: Board
  let name = "test"
  let isEndless = false

  init(board: Board) { self.board = board }
  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by the board") }

  func inputs() throws(Failure) -> [any ByteInput] { [self] }

  func open() throws(Failure) -> any ByteStream {
    MemoryStream(Array((0..<board.count).map { "\($0)\n" }.joined().utf8))
  }
}

private struct EventFormat: InputFormat {
  static let spec = Spec("test_events", "events of a test")
  let board: Board
  let outputs: [(name: String, output: OutputRef)]
  let number: OutputRef?

  init(board: Board, _ setup: Setup) {
    self.board = board
    outputs = board.fields.compactMap { field in
      setup.output(named: field.name).map { (field.name, $0) }
    }
    number = setup.output(named: Board.number)
  }

  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by the board") }

  func makeDecoder() -> any RecordDecoder { EventDecoder(format: self) }
}

private final class EventDecoder: RecordDecoder {
  let format: EventFormat

  init(format: EventFormat) { self.format = format }

  func begin(_ context: DecodeContext?) {}

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    guard let number = Int(line.string) else { throw Failure(.parse, "no number") }
    let event = format.board.event(number)
    rows.beginEvent()
    for (name, output) in format.outputs {
      if let value = event[name] { rows.set(output, value.slot(rows.arena)) }
    }
    if let output = format.number { rows.set(output, .integer(Int64(number))) }
    return .events
  }
}

// MARK: out

private struct CountingSink: Sink {
  static let spec = Spec("test_events", "outcomes of a test")
  init() {}
  init(_ setup: Setup) throws(Findings) {}
  func open(_ run: SinkRun) throws(Failure) -> any SinkWriter { CountingWriter() }
}

private final class CountingWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time writes, as `SinkWriter` has it.
  private(set) var confirmed: UInt64 = 0

  func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    confirmed += UInt64(rows.count { $0 == 10 })
  }

  func flush() throws(Failure) {}
  func prepare() throws(Failure) -> [PendingName] { [] }
  func abort() {}
}

private struct ValueFormat: OutputFormat {
  static let spec = Spec("test_values", "outcomes of a test")
  static let columns = ColumnPolicy.available
  let board: Board
  let fields: [Field]

  init(board: Board, _ fields: [Field]) {
    self.board = board
    self.fields = fields
  }

  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by the board") }

  func makeEncoder() -> any RowEncoder { ValueEncoder(format: self) }
}

private final class ValueEncoder: RowEncoder {
  let format: ValueFormat

  init(format: ValueFormat) { self.format = format }

  func encode(_ rows: EncodedRows, into buffer: OutputBuffer) {
    rows.rows.forEach { row in
      var event: TestEvent = [:]
      var number = 0
      for (place, field) in format.fields.enumerated() {
        guard let value = FieldValue(rows[place][row]) else { continue }
        if field.name == Board.number, case .integer(let found) = value {
          number = Int(found)
        } else {
          event[field.name] = value
        }
      }
      format.board.set(number, .written(event))
      buffer.append(10)
    }
  }
}

private struct FailedFormat: OutputFormat {
  static let spec = Spec("test_failed", "failures of a test")
  static let columns = ColumnPolicy.failedEvents
  let board: Board

  init(board: Board) { self.board = board }
  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by the board") }

  func makeEncoder() -> any RowEncoder { preconditionFailure("takes failed events only") }
  func makeFailedEncoder() -> (any FailedEncoder)? { FailureEncoder(board: board) }
}

private final class FailureEncoder: FailedEncoder {
  let board: Board

  init(board: Board) { self.board = board }

  func encode(_ failed: FailedEvent, into buffer: OutputBuffer) {
    var event: TestEvent = [:]
    for (field, value) in failed.event where field.name != Board.number {
      event[field.name] = FieldValue(value)
    }
    if let number = failed.raw.flatMap({ Int($0.string) }) {
      board.set(
        number,
        .failed(kind: failed.failure.kind.rawValue, message: failed.failure.message, event))
    }
    buffer.append(10)
  }
}
