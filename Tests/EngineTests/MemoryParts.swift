import StageKit
import Synchronization

/// A source of lines in memory, cut into reads of a given size.
final class MemorySource: Source, ByteInput {
  static let spec = Spec("memory", "lines in memory")
  let name: String
  let isEndless = false
  private let bytes: [UInt8]
  private let readSize: Int
  private let failure: Failure?

  init(_ text: String, name: String = "memory", readSize: Int = 1 << 20, failure: Failure? = nil) {
    bytes = Array(text.utf8)
    self.name = name
    self.readSize = readSize
    self.failure = failure
  }

  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by a test") }

  func inputs() throws(Failure) -> [any ByteInput] { [self] }
  func open() throws(Failure) -> any ByteStream {
    Stream(bytes[...], readSize, failure)
  }

  private final class Stream: ByteStream {
    private var bytes: ArraySlice<UInt8>
    private let readSize: Int
    private let failure: Failure?

    init(_ bytes: ArraySlice<UInt8>, _ readSize: Int, _ failure: Failure?) {
      self.bytes = bytes
      self.readSize = readSize
      self.failure = failure
    }

    func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
      if bytes.isEmpty, let failure { throw failure }
      let part = bytes.prefix(min(room.count, readSize))
      room.copyBytes(from: part)
      bytes = bytes.dropFirst(part.count)
      return part.count
    }

    func wait(milliseconds: Int) -> Bool { true }
    func close() {}
  }
}

/// Lines become the field `line`; `#` begins a header, `!` a broken record, `!N` one that breaks
/// behind N events, `-` a record without events, `*N` one with N events, `?N` one with
/// N events of which each third fails.
struct LineFormat: InputFormat {
  static let line = Output("line", .text)
  static let part = Output("part", .integer)
  static let spec = Spec("lines", "lines as they are", line, part)
  let line: OutputRef
  let part: OutputRef
  let marker: UInt8? = UInt8(ascii: "#")

  init(_ setup: Setup) throws(Findings) {
    line = setup[Self.line]
    part = setup[Self.part]
  }

  func makeDecoder() -> any RecordDecoder { Decoder(format: self) }

  private final class Decoder: RecordDecoder {
    let format: LineFormat
    init(format: LineFormat) { self.format = format }
    func begin(_ context: DecodeContext?) {}

    func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
      switch line[0] {
      case UInt8(ascii: "#"): return .header
      case UInt8(ascii: "!"):
        for _ in 0..<(Int(line.dropFirst(1).string) ?? 1) { rows.beginEvent() }
        throw Failure(.parse, "it begins with '!'")
      case UInt8(ascii: "-"): return .nothing
      case UInt8(ascii: "?"):
        for number in 0..<(Int(line.dropFirst(1).string) ?? 1) {
          rows.event { row throws(Failure) in
            row.beginEvent()
            row.set(format.line, text: line)
            row.set(format.part, .integer(Int64(number)))
            if number % 3 == 2 { throw Failure(.invalid, "the third is bad") }
          }
        }
        return .events
      default: break
      }
      let count = line[0] == UInt8(ascii: "*") ? Int(line.dropFirst(1).string) ?? 1 : 1
      for number in 0..<count {
        rows.beginEvent()
        rows.set(format.line, text: line)
        rows.set(format.part, .integer(Int64(number)))
      }
      return .events
    }
  }
}

/// Collects rows; can be told to misbehave.
final class MemorySink: Sink {
  enum Fault { case none, forgetsConfirmation, dropsRow, doublesRow, cannotWrite }

  static let spec = Spec("memory", "rows in memory")
  let rows = Mutex<[UInt8]>([])
  let fault: Fault

  init(fault: Fault = .none) { self.fault = fault }
  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by a test") }

  var text: String { rows.withLock { String(decoding: $0, as: UTF8.self) } }
  var lines: [String] { text.split(separator: "\n").map(String.init) }

  func open(_ run: SinkRun) throws(Failure) -> any SinkWriter { Writer(self) }

  private final class Writer: SinkWriter, @unchecked Sendable {
    // Sendable: one thread at a time writes, as `SinkWriter` has it.
    let sink: MemorySink
    var count: UInt64 = 0

    init(_ sink: MemorySink) { self.sink = sink }

    var confirmed: UInt64 {
      switch sink.fault {
      case .forgetsConfirmation: count - 1
      default: count
      }
    }

    func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
      if sink.fault == .cannotWrite { throw Failure(.sink, "cannot write to memory: it is full") }
      count += UInt64(rows.count { $0 == 10 })
      sink.rows.withLock { $0 += rows }
    }

    func flush() throws(Failure) {}
    func prepare() throws(Failure) -> [PendingName] { [] }
    func abort() { sink.rows.withLock { $0 = [] } }
  }
}

/// Writes `line part`; can be told to lose or double a row.
struct LineOutput: OutputFormat {
  static let spec = Spec("lines", "lines as they are")
  static let columns = ColumnPolicy.available
  let names: [String]
  let fault: MemorySink.Fault

  init(names: [String], fault: MemorySink.Fault) {
    self.names = names
    self.fault = fault
  }

  init(_ setup: Setup) throws(Findings) { preconditionFailure("made by a test") }

  func makeEncoder() -> any RowEncoder { Encoder(format: self) }

  private final class Encoder: RowEncoder {
    let format: LineOutput
    init(format: LineOutput) { self.format = format }

    func encode(_ rows: EncodedRows, into buffer: OutputBuffer) {
      var isFirst = true
      rows.rows.forEach { row in
        let times =
          isFirst ? (format.fault == .dropsRow ? 0 : format.fault == .doublesRow ? 2 : 1) : 1
        isFirst = false
        for _ in 0..<times {
          for place in format.names.indices {
            let slot = rows[place][row]
            if place > 0 { buffer.append(UInt8(ascii: " ")) }
            if let text = slot.text { buffer.append(text) }
            if slot.kind == .integer { buffer.append(String(slot.integer)) }
            if slot.kind == .json { buffer.append(slot.bytes) }
          }
          buffer.append(10)
        }
      }
    }
  }
}

/// Writes `class line: raw | message`, and the list of errors when there is one.
struct FailureOutput: OutputFormat {
  static let spec = Spec("failures", "failures in a line")
  static let columns = ColumnPolicy.failedEvents
  init(_ setup: Setup) throws(Findings) {}
  func makeEncoder() -> any RowEncoder { preconditionFailure("takes failed events only") }
  func makeFailedEncoder() -> (any FailedEncoder)? { Encoder() }

  private final class Encoder: FailedEncoder {
    func encode(_ failed: FailedEvent, into buffer: OutputBuffer) {
      let line = failed.line.map { " \($0)" } ?? ""
      let part = failed.part.map { " \($0.number)/\($0.of)" } ?? ""
      let raw = failed.raw.map { $0.count > 40 ? "\($0.count) bytes" : $0.string } ?? "-"
      let errors = failed.failure.errors.joined(separator: "; ")
      buffer.append(
        "\(failed.id) \(failed.failure.kind.rawValue)\(line)\(part): \(raw) | \(failed.failure.message) | owed \(failed.owed.joined(separator: ","))\(errors.isEmpty ? "" : " | \(errors)")\n"
      )
    }
  }
}
