private import DiagnosticKit
import EventModel

/// Reads comma-separated values: a heading line with names, then one row a line.
///
/// Shape: cells in double quotes may hold the delimiter, line ends and doubled quotes; blank lines
/// are passed over. Cells point into the file unless they hold doubled quotes.
/// Errors: name the line: a row with another number of cells, an open quote, text behind a quote,
/// broken UTF-8, names that are empty or stand twice, and whatever is too large.
/// Source: RFC 4180, with line ends of any kind and any one byte as delimiter.
struct CSVReader {
  private let rows: TableRows
  private let text: Bytes
  private let delimiter: UInt8
  private var at = 0
  private var line = 1
  /// Cells of the line that is read.
  private var current: [Slot] = []

  static func read(_ file: PrivateFile, name: String, delimiter: UInt8) throws(LookupError)
    -> TableRows
  {
    let rows = TableRows(name: name)
    rows.file = file
    var reader = CSVReader(rows, content(of: file), delimiter)
    try reader.readAll()
    return rows
  }

  /// Reads the heading of a file's beginning; nil when it does not end there.
  static func heading(
    _ file: PrivateFile, name: String, delimiter: UInt8, isWhole: Bool
  ) throws(LookupError) -> [String]? {
    let text = content(of: file)
    var reader = CSVReader(TableRows(name: name), text, delimiter)
    do throws(LookupError) {
      guard let first = try reader.nextRow() else { return nil }
      guard isWhole || reader.at < text.count else { return nil }
      try reader.readHeading(first)
      return reader.rows.columns
    } catch {
      if isWhole || reader.at < text.count { throw error }
      return nil
    }
  }

  /// The bytes behind a mark of their order.
  private static func content(of file: PrivateFile) -> Bytes {
    file.bytes.hasPrefix("\u{feff}") ? file.bytes.dropFirst(3) : file.bytes
  }

  private init(_ rows: TableRows, _ text: Bytes, _ delimiter: UInt8) {
    self.rows = rows
    self.text = text
    self.delimiter = delimiter
  }

  private mutating func readAll() throws(LookupError) {
    guard text.count <= TableRows.fileLimit else {
      throw rows.error("it has \(text.count) bytes; the limit is \(TableRows.fileLimit)")
    }
    guard let first = try nextRow() else { throw rows.error("it has no heading") }
    try readHeading(first)
    while let place = try nextRow() {
      guard current.count == rows.columns.count else {
        throw rows.error(
          place, "it has \(current.count) cells, and the heading has \(rows.columns.count)")
      }
      guard rows.places.count < TableRows.rowLimit else {
        throw rows.error(place, "more than \(TableRows.rowLimit) rows")
      }
      rows.cells += current
      rows.places.append(place)
    }
  }

  private mutating func readHeading(_ place: TablePlace) throws(LookupError) {
    guard current.count <= TableRows.columnLimit else {
      throw rows.error(
        place, "it has \(current.count) columns; the limit is \(TableRows.columnLimit)")
    }
    for cell in current {
      let name = cell.text?.string ?? ""
      guard !name.isEmpty else { throw rows.error(place, "a column has no name") }
      guard !rows.columns.contains(name) else {
        throw rows.error(place, "two columns are called '\(name)'")
      }
      rows.columns.append(name)
    }
  }

  /// Reads the next line that is not blank into `current`; nil at the end.
  private mutating func nextRow() throws(LookupError) -> TablePlace? {
    while at < text.count, text[at] == 10 || text[at] == 13 { passLineEnd() }
    guard at < text.count else { return nil }
    let place = TablePlace.line(line)
    current.removeAll(keepingCapacity: true)
    while true {
      current.append(try cell(place))
      guard at < text.count, text[at] == delimiter else { break }
      at += 1
    }
    if at < text.count { passLineEnd() }
    return place
  }

  private mutating func passLineEnd() {
    if text[at] == 13, at + 1 < text.count, text[at + 1] == 10 { at += 1 }
    at += 1
    line += 1
  }

  private mutating func cell(_ place: TablePlace) throws(LookupError) -> Slot {
    if at < text.count, text[at] == 34 { return try quotedCell(place) }
    let start = at
    while at < text.count, text[at] != delimiter, text[at] != 10, text[at] != 13 { at += 1 }
    return try checked(text.slice(start, at), place)
  }

  private mutating func quotedCell(_ place: TablePlace) throws(LookupError) -> Slot {
    at += 1
    let start = at
    var hasQuotes = false
    while true {
      guard at < text.count else { throw rows.error(place, "a quote is not closed") }
      if text[at] == 34 {
        guard at + 1 < text.count, text[at + 1] == 34 else { break }
        hasQuotes = true
        at += 1
      } else if text[at] == 10 {
        line += 1
      }
      at += 1
    }
    let inside = text.slice(start, at)
    at += 1
    guard at >= text.count || text[at] == delimiter || text[at] == 10 || text[at] == 13 else {
      throw rows.error(.line(line), "something follows the quote that ends a cell")
    }
    return try checked(hasQuotes ? undoubled(inside) : inside, place)
  }

  private func undoubled(_ inside: Bytes) -> Bytes {
    let room = rows.arena.reserve(inside.count)
    var count = 0
    var at = 0
    while at < inside.count {
      room[count] = inside[at]
      count += 1
      at += inside[at] == 34 ? 2 : 1
    }
    return rows.arena.commit(count)
  }

  private func checked(_ cell: Bytes, _ place: TablePlace) throws(LookupError) -> Slot {
    guard cell.count <= TableRows.cellLimit else {
      throw rows.error(
        place, "a cell has \(cell.count) bytes; the limit is \(TableRows.cellLimit)")
    }
    guard cell.isUTF8 else { throw rows.error(place, "a cell is not UTF-8") }
    return cell.isEmpty ? .empty : .text(cell)
  }
}
