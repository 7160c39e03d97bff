import StageKit

@testable import Formats

/// Runs formats without an engine: lines to rows, rows to lines.
final class RowBench {
  /// A field as `fields:` of a source declares it.
  struct Declared {
    let field: Field
    var path: [String]
    var isRequired = false
    var isWanted = true

    init(
      _ name: String, _ type: FieldType, path: String? = nil, required: Bool = false,
      wanted: Bool = true
    ) {
      field = Field(name, type)
      self.path = (path ?? name).split(separator: ".").map(String.init)
      isRequired = required
      isWanted = wanted
    }
  }

  let fields: [Field]
  let slice: Slice
  private let decoder: any RecordDecoder
  private var writer: RowWriter
  private let input = Arena()
  private var line: UInt64 = 0

  init(
    _ declared: [Declared], others: OtherKeys = .keep, keeps: Bool = true,
    invalid: String = "fail"
  ) throws {
    fields = declared.map(\.field)
    var setup = Setup(id: "source")
    setup.options = ["invalid": .text(invalid)]
    setup.fields = declared.enumerated().map { place, item in
      SourceField(
        field: item.field, path: item.path, isRequired: item.isRequired,
        output: OutputRef(index: place, isWanted: item.isWanted))
    }
    setup.others = others
    setup.othersOutput = OutputRef(index: declared.count, isWanted: keeps)
    decoder = try NDJSONInput(setup).makeDecoder()
    slice = Slice(columnCount: declared.count + 2)
    writer = RowWriter(
      slice: slice, outputs: Array(1...declared.count + 1), origin: .empty, now: 0,
      supply: NoSupply())
  }

  /// Reads a line into a row.
  func decode(_ bytes: [UInt8]) throws(Failure) {
    line += 1
    var copy: Bytes = .empty
    bytes.withUnsafeBufferPointer { buffer in
      let room = input.reserve(buffer.count)
      if let base = buffer.baseAddress { room.update(from: base, count: buffer.count) }
      copy = input.commit(buffer.count)
    }
    writer.beginRecord(copy, line: line)
    do throws(Failure) {
      _ = try decoder.decode(copy, &writer)
    } catch {
      writer.dropRecord()
      throw error
    }
  }

  func decode(_ text: String) throws(Failure) { try decode(Array(text.utf8)) }

  /// What reading a line fails with; nil when it does not.
  func failure(_ text: String) -> Failure? {
    do throws(Failure) {
      try decode(text)
      return nil
    } catch {
      return error
    }
  }

  /// Adds an event of ready values.
  func add(_ values: [String: Slot]) {
    slice.addRecord(.empty, line: 1)
    let row = slice.addRow(part: 0)
    for (place, field) in fields.enumerated() {
      if let value = values[field.name] { slice.columns[place + 1][row] = value }
    }
  }

  func reset() {
    slice.reset()
    input.reset()
  }

  /// The rows as a format writes them.
  func written(_ encoder: any RowEncoder, only rows: Selection? = nil) -> String {
    let buffer = OutputBuffer()
    let columns = UnsafePointer(slice.columns + 1)
    encoder.encode(
      EncodedRows(
        rows: rows ?? Selection(first: slice.rowCount), columns: columns,
        others: UnsafePointer(columns[fields.count])), into: buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  func ndjson() throws -> String {
    var setup = Setup(id: "sink")
    setup.columns = fields
    return try written(NDJSONOutput(setup).makeEncoder())
  }

  func tsv() throws -> String { try written(snowplow().makeEncoder()) }

  /// Rows that Snowplow's columns do not hold: their places and errors.
  func tooLong(_ options: [String: OptionData] = [:], only rows: Selection? = nil) throws
    -> [String]
  {
    let check = try snowplow(options).makeCheck()
    let encoded = EncodedRows(
      rows: rows ?? Selection(first: slice.rowCount), columns: UnsafePointer(slice.columns + 1),
      others: nil)
    return check?.failures(encoded).map {
      "\($0.row) \($0.failure.kind.rawValue): \($0.failure.errors.joined(separator: "; "))"
    } ?? ["no check"]
  }

  /// The format of Snowplow's columns, with options that are not its defaults.
  private func snowplow(_ options: [String: OptionData] = [:]) throws -> SnowplowTSVOutput {
    var setup = Setup(id: "sink", SnowplowTSVOutput.spec, options)
    setup.columns = fields
    return try SnowplowTSVOutput(setup)
  }
}

/// Each line gives one event, so that a slice is never too small.
private final class NoSupply: RowSupply {
  func nextSlice() -> Slice { preconditionFailure("a line made two events") }
}

extension Slot {
  /// A text, decimal or JSON value that lives as long as the program.
  static func text(_ text: String) -> Slot { .text(Bytes.constant(text)) }
  static func decimal(_ text: String) -> Slot { .decimal(Bytes.constant(text)) }
  static func json(_ text: String) -> Slot { .json(Bytes.constant(text)) }
  static func text(_ bytes: [UInt8]) -> Slot {
    .text(bytes.withUnsafeBytes { Bytes.permanentCopy(of: $0) })
  }
}
