import Formats
import StageKit
import Testing

/// One decoder of a format with all of its outputs, or some of them, and one line at a time.
final class DecoderBench: RowSupply {
  let format: any InputFormat
  private let decoder: any RecordDecoder
  private let names: [String]
  private let slice: Slice
  /// The slices behind the first one that the record in hand filled.
  private var more: [Slice] = []
  private let outputs: [Int]
  private var line: UInt64 = 0

  /// The time of processing that events get.
  static let now: Int64 = 1_700_000_000_123

  init<F: InputFormat>(
    _ type: F.Type, _ options: [String: OptionData] = [:], wanted: Set<String>? = nil
  ) throws {
    var setup = Setup(id: "test", F.spec, options)
    names = F.spec.outputs.map(\.field)
    for (index, name) in names.enumerated() {
      setup.outputs[name] = OutputRef(index: index, isWanted: wanted?.contains(name) ?? true)
    }
    outputs = Array(names.indices)
    slice = Slice(columnCount: names.count)
    format = try F(setup)
    decoder = format.makeDecoder()
  }

  func nextSlice() -> Slice {
    more.append(Slice(columnCount: names.count))
    return more[more.count - 1]
  }

  /// Begins a block behind lines that set a context.
  func begin(after lines: [String] = []) {
    var context: DecodeContext?
    for line in lines { context = format.scan(Bytes.constant(line), context) }
    decoder.begin(context)
  }

  /// What became of a line: nil when it gave no event, else the fields that are not empty.
  func fields(_ line: String) throws(Failure) -> [String: String]? {
    try fields(Bytes.constant(line))
  }

  /// The same of bytes, which need not be UTF-8; `number` stands for the line's place in the input.
  func fields(_ line: Bytes, number: UInt64? = nil) throws(Failure) -> [String: String]? {
    slice.reset()
    self.line = number ?? self.line + 1
    var rows = RowWriter(
      slice: slice, outputs: outputs, origin: Bytes.constant("source\u{0}file"),
      now: DecoderBench.now, supply: self)
    rows.beginRecord(line, line: self.line)
    switch try decoder.decode(line, &rows) {
    case .events: return row
    case .nothing, .header: return nil
    }
  }

  /// Events of the line read last that failed alone: their place and errors.
  private(set) var rejected: [String] = []

  /// The events of a line: the fields of each that are not empty.
  func events(_ line: String) throws(Failure) -> [[String: String]] {
    var events: [[String: String]] = []
    try read(line) { columns, row in
      events.append(
        Dictionary(
          uniqueKeysWithValues: names.enumerated().compactMap { index, name in
            DecoderBench.text(columns[index][row]).map { (name, $0) }
          }))
    }
    return events
  }

  /// The events of a line as Snowplow's 131 columns.
  func columns(_ line: String) throws -> [[String]] {
    var setup = Setup(id: "out", SnowplowTSVOutput.spec)
    setup.columns = SnowplowFields.all
    let encoder = try SnowplowTSVOutput(setup).makeEncoder()
    let wide = Slice(columnCount: SnowplowFields.all.count)
    let buffer = OutputBuffer()
    try read(line) { columns, row in
      wide.reset()
      wide.addRecord(.empty, line: 1)
      let place = wide.addRow(part: 0)
      for (index, name) in names.enumerated() {
        guard let column = SnowplowFields.index[name] else { continue }
        wide.columns[column][place] = columns[index][row]
      }
      encoder.encode(
        EncodedRows(rows: Selection(first: 1), columns: wide.columns, others: nil), into: buffer)
    }
    return String(decoding: buffer.bytes, as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Decodes a line and shows each row of it.
  private func read(
    _ line: String, _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Slot>>, Int) -> Void
  ) throws(Failure) {
    slice.reset()
    more = []
    self.line += 1
    let raw = Bytes.constant(line)
    var rows = RowWriter(
      slice: slice, outputs: outputs, origin: Bytes.constant("source\u{0}file"),
      now: DecoderBench.now, supply: self)
    rows.beginRecord(raw, line: self.line)
    do throws(Failure) {
      _ = try decoder.decode(raw, &rows)
    } catch {
      rows.dropRecord()
      #expect(([slice] + more).allSatisfy { $0.rowCount == 0 }, "rows of a failed record stay")
      throw error
    }
    rejected = rows.rejected.map { "\($0.part): " + $0.failure.errors.joined(separator: "; ") }
    for slice in [slice] + more {
      for row in 0..<slice.rowCount { body(slice.columns, row) }
    }
  }

  /// What became of a line, without its fields.
  func decode(_ line: Bytes) throws(Failure) -> Decoded {
    slice.reset()
    self.line += 1
    var rows = RowWriter(
      slice: slice, outputs: outputs, origin: Bytes.empty, now: DecoderBench.now, supply: self)
    rows.beginRecord(line, line: self.line)
    return try decoder.decode(line, &rows)
  }

  /// The failure of a line; nil when it has none.
  func failure(_ line: String) -> Failure? {
    do throws(Failure) { _ = try fields(line) } catch { return error }
    return nil
  }

  private var row: [String: String] {
    #expect(slice.rowCount == 1)
    var fields: [String: String] = [:]
    for (index, name) in names.enumerated() {
      fields[name] = DecoderBench.text(slice.columns[index][0])
    }
    return fields
  }

  private static func text(_ slot: Slot) -> String? {
    switch slot.kind {
    case .empty: return nil
    case .text, .decimal, .json: return slot.bytes.string
    case .integer: return String(slot.integer)
    case .boolean: return slot.boolean ? "1" : "0"
    case .timestamp:
      let arena = Arena()
      let count = TimestampText.write(slot.integer, arena.reserve(TimestampText.capacity))
      return arena.commit(count).string
    case .float, .double, .entities: return "\(slot.kind)"
    }
  }
}
