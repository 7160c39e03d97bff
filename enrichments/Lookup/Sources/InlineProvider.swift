public import StageKit

/// Makes tables from values in the pipeline file.
public enum InlineProvider: LookupProvider {
  static let key = Option<String>(
    "key", "`network` makes an IP table of networks", default: "key",
    type: .choice(["key", TableOptions.network]))
  static let values = Option<InlineValues>(
    "values", "rows by key: columns with their values, or one value", type: .map(.value))

  public static let spec = Spec(
    "inline", "a table whose values stand in the pipeline file", key, values,
    notes: """
      Unquoted JSON literals are typed, all else is text; a column in which types differ is text. A
      map inside a row makes columns with points between, as paths are written. A row that is one value
      has the column `value`. With `key: network` keys are addresses, networks or ranges; of networks
      that lie inside one another the innermost answers.
      """,
    example: """
      lookups:
        plans: { use: inline, values: { free: { seats: 1 }, team: { seats: 25 } } }
        offices:
          use: inline
          key: network
          values:
            10.1.0.0/16: { country.iso_code: GB, city.names.en: London }
      """)

  public static let interface = LookupInterface<any KeyTable>.keyTable.name
  public static let takesPath = false

  public static func interface(for setup: LookupSetup) -> String {
    TableOptions.interface(setup[key])
  }

  public static func type(of column: String, in setup: LookupSetup) -> FieldType? {
    guard let rows = try? rows(setup), rows.columns.contains(column) else { return nil }
    return rows.commonType(ofColumn: column)
  }

  public static func columns(in setup: LookupSetup) -> [TableColumn]? {
    guard setup[key] != TableOptions.network, let rows = try? rows(setup) else { return nil }
    return rows.columns.dropFirst().map { TableColumn($0, rows.commonType(ofColumn: $0)) }
  }

  public static func open(_ setup: LookupSetup) throws(Failure) -> any Lookup {
    do throws(LookupError) {
      let rows = try rows(setup)
      let types = rows.columns.dropFirst().map {
        TableColumn($0, rows.commonType(ofColumn: $0))
      }
      guard setup[key] == TableOptions.network else {
        return try MemoryKeyTable(rows, key: keyColumn, types: types, kind: "inline")
      }
      return try TableOptions.networkTable(rows, types, [keyColumn])
    } catch {
      throw Failure(.lookup, error.message)
    }
  }

  /// No column that a file can state has this name: it is no path.
  private static let keyColumn = "[key]"

  private static func rows(_ setup: LookupSetup) throws(LookupError) -> TableRows {
    try TableRows.of(setup[values].rows, key: keyColumn, name: "lookup '\(setup.name)'")
  }
}
