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

      \(TableOptions.notes)
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

  public static func heading(_ setup: LookupSetup) throws(Failure) -> [TableColumn]? {
    try TableOptions.heading(setup) { path throws(LookupError) in
      try TableFile.heading(csv: path, delimiter: byte(setup[delimiter]))
    }
  }

  public static func open(_ setup: LookupSetup) throws(Failure) -> any Lookup {
    try TableOptions.open(setup) { path throws(LookupError) in
      try TableFile.csv(path: path, delimiter: byte(setup[delimiter]))
    }
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
