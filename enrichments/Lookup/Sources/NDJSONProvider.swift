public import StageKit

/// Opens tables of JSON objects, one a line.
public enum NDJSONProvider: LookupProvider {
  public static let spec = Spec(
    "ndjson", "a table of JSON objects, one a line", TableOptions.key, TableOptions.columns,
    TableOptions.networkColumns,
    notes: """
      Members of objects inside are columns with points between, `address.city`; lists are JSON. A
      number whose column has no type is text as it is written.

      \(TableOptions.notes)
      """,
    example: """
      lookups:
        customers: { use: ndjson, path: customers.ndjson, key: id, columns: { seats: integer } }
      """)

  public static let interface = LookupInterface<any KeyTable>.keyTable.name
  public static let needsPath = true

  public static func interface(for setup: LookupSetup) -> String {
    TableOptions.interface(setup[TableOptions.key])
  }

  public static func type(of column: String, in setup: LookupSetup) -> FieldType? {
    TableOptions.type(of: column, setup)
  }

  public static func open(_ setup: LookupSetup) throws(Failure) -> any Lookup {
    try TableOptions.open(setup) { path throws(LookupError) in
      try TableFile.ndjson(path: path)
    }
  }
}
