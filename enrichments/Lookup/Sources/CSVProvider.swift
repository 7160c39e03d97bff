public import StageKit

/// Opens tables of comma-separated values with a heading.
public enum CSVProvider: LookupProvider {
  static let delimiter = Option<String>(
    "delimiter", "what stands between cells", default: "comma",
    type: .choice(["comma", "semicolon", "tab", "pipe"]))

  public static let spec = Spec(
    "csv", "a table of comma-separated values with a heading", TableOptions.key,
    TableOptions.columns,
    TableOptions.networkColumns, delimiter,
    notes: """
      Cells in double quotes may hold the delimiter, line ends and doubled quotes.

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
        customers: { use: csv, path: customers.csv, key: id, columns: { seats: integer } }
        offices: { use: csv, path: offices.csv, key: network }
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
    do throws(LookupError) {
      rows = try TableFile.csv(path: path, delimiter: byte(setup[delimiter]))
    } catch {
      throw Failure(.lookup, error.message)
    }
    return try TableOptions.table(rows, setup)
  }

  private static func byte(_ delimiter: String) -> UInt8 {
    switch delimiter {
    case "semicolon": 59
    case "tab": 9
    case "pipe": 124
    default: 44
    }
  }
}
