import EventModel
import MarkedYAML
import StageKit

/// A table that stands in the place of a lookup: rows by key, as a test states them.
package struct FixtureTable: Sendable {
  typealias Column = (name: String, value: TableRows.Value)

  struct Row: Sendable {
    let key: String
    let columns: [Column]
  }

  private(set) var rows: [Row] = []
  let name: String

  /// Shape: a row is a map, one value, which is the column `value`, or nothing.
  init(_ name: String, _ entries: [Entry]) {
    self.name = name
    for entry in entries where !entry.value.isNull {
      guard case .mapping(let members) = entry.value.content else {
        rows.append(Row(key: entry.name, columns: FixtureTable.columns("value", entry.value)))
        continue
      }
      rows.append(
        Row(
          key: entry.name,
          columns: members.flatMap { FixtureTable.columns($0.name, $0.value) }))
    }
  }

  /// A table without rows.
  package init(empty name: String) { self.init(name, []) }

  /// The columns of a value: a map gives one for each value inside it.
  private static func columns(_ name: String, _ node: Node) -> [Column] {
    switch node.content {
    case .mapping(let entries): entries.flatMap { columns("\(name).\($0.name)", $0.value) }
    case .sequence: [(name, .json(ValueReading.json(node)))]
    case .scalar(let scalar):
      switch scalar.plainLiteral {
      case .null: []
      case .bool(let flag): [(name, .boolean(flag))]
      case .number(let text): [(name, .number(text))]
      case nil: [(name, .text(scalar.text))]
      }
    }
  }

  /// Makes the table; `asked` are the columns that stages read, with their types.
  ///
  /// Errors: name the row and what is wrong with it.
  func table(_ interface: String, asked: [TableColumn]) throws(LookupError) -> any Lookup {
    switch interface {
    case LookupInterface<any IPTable>.ipTable.name: try ipTable(asked)
    case LookupInterface<any KeyTable>.keyTable.name: try keyTable(asked)
    case LookupInterface<any UserAgentTable>.userAgentTable.name:
      try FixtureAgents(self)
    case LookupInterface<any RefererTable>.refererTable.name: try FixtureReferers(self)
    default: throw LookupError("a lookup of the kind '\(interface)' cannot be a fixture yet")
    }
  }

  private func ipTable(_ asked: [TableColumn]) throws(LookupError) -> any Lookup {
    let rows = try tableRows("network")
    var types: [String: RecordType] = [:]
    for column in rows.columns.dropFirst() {
      let type = asked.first { $0.name == column }?.type ?? rows.commonType(ofColumn: column)
      types[column] = RecordType(type) ?? .text
    }
    let table = try NetworkTable(
      rows, source: .column("network"), other: { _ in .text }, types: types)
    return try MMDBTable.of(table, kind: FixtureTable.kind)
  }

  private func keyTable(_ asked: [TableColumn]) throws(LookupError) -> any Lookup {
    let rows = try tableRows(FixtureTable.keyColumn, asked: asked)
    let types = rows.columns.dropFirst().map { column in
      TableColumn(
        column,
        asked.first { $0.name == column }?.type ?? rows.commonType(ofColumn: column))
    }
    return try MemoryKeyTable(
      rows, key: FixtureTable.keyColumn, types: types, kind: FixtureTable.kind)
  }

  static let kind = "fixture"
  /// No column that a file can state has this name: it is no path.
  private static let keyColumn = "[key]"
  /// A row that nobody asks for: it has all columns, also those that no row of the test has.
  private static let noKey = "\u{1}"

  private func tableRows(
    _ key: String, asked: [TableColumn] = []
  ) throws(LookupError) -> TableRows {
    var members = rows.map { (key: $0.key, columns: $0.columns) }
    if !asked.isEmpty {
      members.append((key: FixtureTable.noKey, columns: asked.map { ($0.name, .text("")) }))
    }
    return try TableRows.of(members, key: key, name: "the fixture of '\(name)'")
  }

  /// The texts of a row, by column; a list stands with blanks between.
  func texts(_ row: Row) -> [String: String] {
    var texts: [String: String] = [:]
    for column in row.columns {
      switch column.value {
      case .text(let text), .number(let text), .json(let text): texts[column.name] = text
      case .boolean(let flag): texts[column.name] = flag ? "true" : "false"
      }
    }
    return texts
  }

  /// Errors: a column that such rows do not have.
  func checkColumns(_ known: [String]) throws(LookupError) {
    for row in rows {
      for column in row.columns where !known.contains(column.name) {
        let hint = Suggestion.didYouMean(column.name, of: known)
        throw LookupError(
          "the fixture of '\(name)' knows no column '\(column.name)'; "
            + (hint ?? "there are: \(known.joined(separator: ", "))"))
      }
    }
  }
}
