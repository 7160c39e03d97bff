import EventModel

/// A table of networks as one makes it oneself.
public struct NetworkTable: Sendable {
  /// Where the networks stand.
  public enum Source: Sendable, Equatable {
    /// A column with addresses, networks or ranges.
    case column(String)
    /// Two columns with the first and the last address.
    case columns(first: String, last: String)
  }

  /// Names under which the two ends of ranges are looked for when no column is called `network`.
  private static let pairs = [
    ("from", "to"), ("first", "last"), ("start", "end"), ("start_ip", "end_ip"),
    ("ip_from", "ip_to"),
  ]

  let rows: [NetworkRow]
  let name: String
  /// Of the file with the rows; nil when they stand in none.
  let checksum: Late<String>?

  /// Reads the networks and records of rows.
  ///
  /// Shape: `types` by column; columns without one are what `other` says of their name.
  /// Errors: name the row and what is wrong with it.
  public init(
    _ rows: TableRows, source: Source? = nil, other: (String) -> RecordType,
    types: [String: RecordType] = [:]
  ) throws(LookupError) {
    let places = try NetworkTable.places(rows, source)
    for column in types.keys.sorted() { _ = try rows.required(column) }
    let kinds = rows.columns.enumerated().map { place, column in
      places.contains(place) ? nil : types[column] ?? other(column)
    }
    let shape = try RecordShape(rows.columns, kinds, table: rows.name)
    var networks: [NetworkRow] = []
    networks.reserveCapacity(rows.count)
    for row in 0..<rows.count {
      let range = try NetworkTable.range(rows, row, places)
      networks.append(
        NetworkRow(range: range, value: try shape.record(rows, row), place: rows.places[row]))
    }
    self.rows = networks
    name = rows.name
    checksum = rows.file?.checksum
  }

  private static func places(_ rows: TableRows, _ source: Source?) throws(LookupError) -> [Int] {
    switch source {
    case .column(let name)?: return [try rows.required(name)]
    case .columns(let first, let last)?: return [try rows.required(first), try rows.required(last)]
    case nil: break
    }
    if let place = rows.column("network") { return [place] }
    for (first, last) in pairs {
      if let from = rows.column(first), let to = rows.column(last) { return [from, to] }
    }
    throw rows.error("it has no column 'network', and no columns 'from' and 'to'")
  }

  private static func range(
    _ rows: TableRows, _ row: Int, _ places: [Int]
  ) throws(LookupError) -> AddressRange {
    let cells = places.map { rows.cell(row, $0).text }
    do {
      if cells.count == 2, let first = cells[0], let last = cells[1] {
        return try AddressRange.between(first, last)
      }
      if cells.count == 1, let text = cells[0] { return try AddressRange(parsing: text) }
    } catch {
      throw rows.error(row: row, error.message)
    }
    throw rows.error(row: row, "it has no network")
  }
}
