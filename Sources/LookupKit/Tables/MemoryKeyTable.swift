public import EventModel

/// A key table in memory: rows of a CSV file, of NDJSON, or inline values.
///
/// Cost: 16 bytes a cell and 16 a key beside the bytes of the file; a look-up is a hash and one or
/// two cells of an index.
public final class MemoryKeyTable: KeyTable, @unchecked Sendable {
  // Sendable: everything is written in `init` and then only read.

  public let description: LookupDescription
  public let columns: [TableColumn]
  private let rows: TableRows
  private let index: KeyIndex
  /// By row, as wide as `columns`.
  private let values: [Slot]

  /// A table of rows by one of their columns.
  ///
  /// Shape: `types` are the columns whose values have a type; all others are text. All columns but
  /// the key can be asked for.
  /// Errors: name the row: no key, a key that stands twice, a value that is not of its type; a column
  /// in `key` or `types` that is not there.
  public init(
    _ rows: TableRows, key: String, types: [TableColumn], kind: String
  ) throws(LookupError) {
    let keyColumn = try rows.required(key)
    let shown = rows.columns.indices.filter { $0 != keyColumn }
    var found: [String: FieldType] = [:]
    for column in types {
      _ = try rows.required(column.name)
      found[column.name] = column.type
    }
    columns = shown.map { TableColumn(rows.columns[$0], found[rows.columns[$0]] ?? .text) }
    self.rows = rows
    index = KeyIndex(capacity: rows.count)
    var values: [Slot] = []
    values.reserveCapacity(rows.count * columns.count)
    for row in 0..<rows.count {
      try MemoryKeyTable.addKey(rows, row, keyColumn, key, index)
      for (place, column) in shown.enumerated() {
        values.append(try rows.value(row, column, columns[place].type))
      }
    }
    self.values = values
    description = LookupDescription(
      type: kind, buildDate: nil, entryCount: rows.count,
      byteCount: index.byteCount + values.count * MemoryLayout<Slot>.stride
        + (rows.file?.bytes.count ?? 0), late: rows.file?.checksum)
    rows.cells = []
  }

  private static func addKey(
    _ rows: TableRows, _ row: Int, _ column: Int, _ name: String, _ index: KeyIndex
  ) throws(LookupError) {
    let cell = CellType.convert(rows.cell(row, column), to: .text, rows.arena)
    guard let key = cell?.text else { throw rows.error(row: row, "the key '\(name)' is empty") }
    let number = index.insert(key)
    guard number == row else {
      throw rows.error(
        row: row, "the key '\(key.string)' stands in \(rows.places[number].mention) already")
    }
  }

  public func row(of key: Bytes) -> Int? { index.find(key) }

  public func value(row: Int, column: Int) -> Slot { values[row * columns.count + column] }
}

extension TableRows {
  /// The place of a column that must be there.
  func required(_ name: String) throws(LookupError) -> Int {
    if let place = column(name) { return place }
    let list = columns.joined(separator: ", ")
    throw error(
      "it has no column '\(name)'" + (columns.count <= 20 ? "; its columns: \(list)" : ""))
  }

  /// The value of a cell in the type of its column.
  func value(_ row: Int, _ column: Int, _ type: FieldType) throws(LookupError) -> Slot {
    let cell = cell(row, column)
    if let value = CellType.convert(cell, to: type, arena) { return value }
    let text = CellType.convert(cell, to: .text, arena)?.text?.prefix(100).string ?? ""
    throw error(row: row, "'\(text)' in column '\(columns[column])' is not \(type.withArticle)")
  }
}
