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

  /// What is worth knowing of all of them.
  static let notes = """
    With `key: network` the table serves stages that ask for an IP table, such as `ip_lookup`. A
    network is an address, `10.0.0.0/8`, or `10.0.0.1-10.0.0.9`, IPv4 or IPv6; it stands in the column
    `network`, or in `from` and `to`, or where the option `network` says. Headings with points are
    paths of a record: `country.iso_code`, `subdivisions[0].iso_code`. Of networks that lie inside one
    another the innermost answers; two that overlap without one being inside the other are refused.
    Columns that are called as MaxMind calls them have MaxMind's types.

    Every key stands there once. A file that is damaged, a missing or repeated key and a value that is
    not of its type are refused with the number of the line. At most 1 GiB, 20 million rows, 1,000
    columns and 1 MiB a cell.
    """

  static func interface(_ key: String) -> String {
    key == network ? LookupInterface.ipTable.name : LookupInterface.keyTable.name
  }

  /// The type that the options give a column.
  static func type(of column: String, _ setup: LookupSetup) -> FieldType? {
    let stated = setup[columns].members.first { $0.key == column }
    if let stated { return FieldType(rawValue: stated.value) }
    return setup[key] == network ? KnownFields.type(of: column) : nil
  }

  /// The table of a file whose rows `read` gives.
  static func open(
    _ setup: LookupSetup, _ read: (_ path: String) throws(LookupError) -> TableRows
  ) throws(Failure) -> any Lookup {
    guard let path = setup.resolvedPath else {
      throw Failure(.lookup, "lookup '\(setup.name)' needs a 'path'")
    }
    do throws(LookupError) {
      let rows = try read(path)
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

  /// The columns of a file whose names `read` gives; nil for a table of networks.
  static func heading(
    _ setup: LookupSetup, _ read: (_ path: String) throws(LookupError) -> [String]?
  ) throws(Failure) -> [TableColumn]? {
    guard setup[key] != network, let path = setup.resolvedPath else { return nil }
    do throws(LookupError) {
      return try read(path)?.filter { $0 != setup[key] }.map {
        TableColumn($0, type(of: $0, setup) ?? .text)
      }
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
