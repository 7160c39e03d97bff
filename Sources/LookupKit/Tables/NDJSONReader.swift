import EventModel
import WebValues

/// Reads JSON objects, one a line: members of objects inside become columns with points between.
///
/// Shape: a column is there when one object has it. Null and what is missing are empty; lists stay
/// JSON. Blank lines are passed over.
/// Errors: name the line: broken JSON, a line that is no object, a member that stands twice.
struct NDJSONReader {
  private let rows: TableRows
  private var places: [String: Int] = [:]
  private var sparse: [[(column: Int, value: Slot)]] = []
  private var current: [(column: Int, value: Slot)] = []
  /// By column: the number of the last row that had it.
  private var seen: [Int] = []

  static func read(_ file: PrivateFile, name: String) throws(LookupError) -> TableRows {
    let rows = TableRows(name: name)
    rows.file = file
    guard file.bytes.count <= TableRows.fileLimit else {
      throw rows.error("it has \(file.bytes.count) bytes; the limit is \(TableRows.fileLimit)")
    }
    var reader = NDJSONReader(rows)
    try reader.readAll(file.bytes)
    return rows
  }

  private init(_ rows: TableRows) { self.rows = rows }

  private mutating func readAll(_ text: Bytes) throws(LookupError) {
    var at = 0
    var number = 0
    while at < text.count {
      let end = text.firstIndex(of: 10, from: at) ?? text.count
      number += 1
      let line = text.slice(at, end)
      at = end + 1
      if line.buffer.allSatisfy({ $0 == 32 || $0 == 13 || $0 == 9 }) { continue }
      let place = TablePlace.line(number)
      guard rows.places.count < TableRows.rowLimit else {
        throw rows.error(place, "more than \(TableRows.rowLimit) rows")
      }
      current.removeAll()
      try readObject(line, "", place)
      sparse.append(current)
      rows.places.append(place)
    }
    rows.cells = [Slot](repeating: .empty, count: rows.places.count * rows.columns.count)
    for (row, members) in sparse.enumerated() {
      for (column, value) in members { rows.cells[row * rows.columns.count + column] = value }
    }
  }

  /// Recursion is as deep as the scanner allows values inside one another.
  private mutating func readObject(
    _ object: Bytes, _ prefix: String, _ place: TablePlace
  ) throws(LookupError) {
    var scanner = JSONScanner(object)
    do throws(JSONError) { try scanner.enterObject() } catch { throw broken(error, place) }
    while let member = try next(&scanner, place) {
      let name = prefix + member.name(arena: rows.arena).string
      if member.value.kind == .object {
        try readObject(member.value.raw, name + ".", place)
      } else {
        try add(name, member.value, place)
      }
    }
    do throws(JSONError) { try scanner.finish() } catch { throw broken(error, place) }
  }

  private func next(
    _ scanner: inout JSONScanner, _ place: TablePlace
  ) throws(LookupError) -> JSONMember? {
    do throws(JSONError) { return try scanner.nextMember() } catch { throw broken(error, place) }
  }

  private func broken(_ error: JSONError, _ place: TablePlace) -> LookupError {
    rows.error(place, "it is no JSON object: \(error)")
  }

  private mutating func add(
    _ name: String, _ value: JSONValue, _ place: TablePlace
  ) throws(LookupError) {
    let column = try column(name, place)
    guard seen[column] < rows.places.count else {
      throw rows.error(place, "'\(name)' stands there twice")
    }
    seen[column] = rows.places.count
    guard value.raw.count <= TableRows.cellLimit else {
      throw rows.error(
        place, "'\(name)' has \(value.raw.count) bytes; the limit is \(TableRows.cellLimit)")
    }
    let slot = slot(value)
    if !slot.isEmpty { current.append((column, slot)) }
  }

  private mutating func column(_ name: String, _ place: TablePlace) throws(LookupError) -> Int {
    if let column = places[name] { return column }
    guard rows.columns.count < TableRows.columnLimit else {
      throw rows.error(place, "more than \(TableRows.columnLimit) columns")
    }
    places[name] = rows.columns.count
    rows.columns.append(name)
    seen.append(-1)
    return rows.columns.count - 1
  }

  private func slot(_ value: JSONValue) -> Slot {
    switch value.kind {
    case .string:
      guard let text = value.text(arena: rows.arena), !text.isEmpty else { return .empty }
      return .text(text)
    case .number: return .decimal(value.raw)
    case .true: return .boolean(true)
    case .false: return .boolean(false)
    case .null: return .empty
    case .object, .array: return .json(JSONText.compact(value.raw, arena: rows.arena))
    }
  }
}
