public import StageKit

/// Opens tables of JSON objects, one a line.
public enum NDJSONProvider: LookupProvider {
  public static let spec = Spec(
    "ndjson", "a table of JSON objects, one a line", TableOptions.key, TableOptions.columns,
    TableOptions.networkColumns,
    notes: """
      Members of objects inside are columns with points between, `address.city`; lists are JSON. A
      number whose column has no type is text as it is written.

      With `key: network` the table serves stages that ask for an IP table, such as `ip_lookup`. A
      network is an address, `10.0.0.0/8`, or `10.0.0.1-10.0.0.9`, IPv4 or IPv6; it stands in the column
      `network`, or in `from` and `to`, or where the option `network` says. Headings with points are
      paths of a record: `country.iso_code`, `subdivisions[0].iso_code`. Of networks that lie inside one
      another the innermost answers; two that overlap without one being inside the other are refused.
      Columns that are called as MaxMind calls them have MaxMind's types.

      Every key stands there once. A file that is damaged, a missing or repeated key and a value that is
      not of its type are refused with the number of the line. At most 1 GiB, 20 million rows, 1,000
      columns and 1 MiB a cell.
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
    guard let path = setup.resolvedPath else {
      throw Failure(.lookup, "lookup '\(setup.name)' needs a 'path'")
    }
    let rows: TableRows
    do throws(LookupError) { rows = try TableFile.ndjson(path: path) } catch {
      throw Failure(.lookup, error.message)
    }
    return try TableOptions.table(rows, setup)
  }
}
