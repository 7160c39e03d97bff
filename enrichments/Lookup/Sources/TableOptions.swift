import StageKit

/// The options that tables of one's own share, and what is made of their rows.
enum TableOptions {
  /// A key of this name makes a table of networks.
  static let network = "network"

  static let key = Option<String>(
    "key", "the column that is looked up; `network` makes an IP table of networks")
  static let columns = Option<TextMap>(
    "columns", "types of columns; all others are text", default: TextMap(),
    type: .map(.choice(FieldType.allCases.filter { $0 != .entities }.map(\.rawValue))))
  static let networkColumns = Option<[String]>.optional(
    "network", "the column with the networks, or two with first and last address")

  static func interface(_ key: String) -> String {
    key == network ? LookupInterface.ipTable.name : LookupInterface.keyTable.name
  }

  /// The type that the options give a column.
  static func type(of column: String, _ setup: LookupSetup) -> FieldType? {
    let stated = setup[columns].members.first { $0.key == column }
    if let stated { return FieldType(rawValue: stated.value) }
    return setup[key] == network ? KnownFields.type(of: column) : nil
  }

  /// The table of the rows of a file.
  static func table(_ rows: TableRows, _ setup: LookupSetup) throws(Failure) -> any Lookup {
    do throws(LookupError) {
      let types = setup[columns].members.compactMap { member in
        FieldType(rawValue: member.value).map { TableColumn(member.key, $0) }
      }
      guard setup[key] == network else {
        return try MemoryKeyTable(rows, key: setup[key], types: types, kind: "table")
      }
      return try networkTable(rows, types, setup[networkColumns])
    } catch {
      throw Failure(.lookup, error.message)
    }
  }

  static func networkTable(
    _ rows: TableRows, _ types: [TableColumn], _ columns: [String]?
  ) throws(LookupError) -> any Lookup {
    var records: [String: RecordType] = [:]
    for column in types {
      guard let type = RecordType(column.type) else {
        throw LookupError(
          "column '\(column.name)' cannot be a \(column.type.rawValue) in a table of networks: make it text"
        )
      }
      records[column.name] = type
    }
    let table = try NetworkTable(
      rows, source: try source(columns),
      other: { KnownFields.type(of: $0).flatMap { RecordType($0) } ?? .text }, types: records)
    return try MMDBTable.of(table, kind: "table")
  }

  private static func source(_ columns: [String]?) throws(LookupError) -> NetworkTable.Source? {
    guard let columns else { return nil }
    switch columns.count {
    case 1: return .column(columns[0])
    case 2: return .columns(first: columns[0], last: columns[1])
    default: throw LookupError("'network' names one column, or two: first and last address")
    }
  }
}
