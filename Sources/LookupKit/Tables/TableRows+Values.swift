public import EventModel

extension TableRows {
  /// A value of a table that stands in no file.
  public enum Value: Sendable {
    case text(String)
    /// A number in JSON's grammar.
    case number(String)
    case boolean(Bool)
    /// Compact JSON.
    case json(String)
  }

  /// A table from values: keys with the columns of each.
  ///
  /// Shape: the key stands in the column `key`; `name` is how messages name the table.
  public static func of(
    _ members: [(key: String, columns: [(name: String, value: Value)])], key: String,
    name: String
  ) throws(LookupError) -> TableRows {
    let rows = TableRows(name: name)
    rows.columns = [key]
    for member in members {
      for column in member.columns where !rows.columns.contains(column.name) {
        rows.columns.append(column.name)
      }
    }
    guard rows.columns.count <= columnLimit else {
      throw rows.error("it has \(rows.columns.count) columns; the limit is \(columnLimit)")
    }
    for member in members {
      var cells = [Slot](repeating: .empty, count: rows.columns.count)
      cells[0] = member.key.isEmpty ? .empty : .text(rows.arena.copy(member.key))
      for (name, value) in member.columns {
        if let place = rows.column(name) { cells[place] = rows.slot(value) }
      }
      rows.cells += cells
      rows.places.append(.nowhere)
    }
    return rows
  }

  private func slot(_ value: Value) -> Slot {
    switch value {
    case .text(let text): text.isEmpty ? .empty : .text(arena.copy(text))
    case .number(let text): .decimal(arena.copy(text))
    case .boolean(let flag): .boolean(flag)
    case .json(let text): .json(arena.copy(text))
    }
  }

  /// The type that all values of a column have: text, as soon as two differ.
  ///
  /// Shape: whole numbers of 64 bits are integers; with fractions among them they are doubles.
  public func commonType(ofColumn name: String) -> FieldType {
    guard let column = column(name) else { return .text }
    var common: FieldType?
    for row in 0..<count {
      let slot = cell(row, column)
      guard let type = CellType.natural(slot) else { continue }
      switch (common, type) {
      case (nil, _): common = type
      case (.integer?, .double), (.double?, .integer): common = .double
      case (let before?, _) where before != type: return .text
      default: break
      }
    }
    return common ?? .text
  }
}
