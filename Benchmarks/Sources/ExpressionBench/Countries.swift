import StageKit

/// What `lookup("countries", key)` asks: a continent for each country of the events.
struct Countries {
  private let table: any KeyTable
  let tables: KeyTables

  init() throws(LookupError) {
    let rows = try TableRows.of(
      Events.countries.dropLast().map { ($0, [("continent", .text($0 == "US" ? "NA" : "EU"))]) },
      key: "[key]", name: "countries")
    table = try MemoryKeyTable(rows, key: "[key]", types: [], kind: "inline")
    tables = KeyTables([table])
  }

  func lookup(_ name: String) -> NamedLookup {
    name == "countries"
      ? .table(NamedTable(name, place: 0, columns: table.columns) { _ in nil }) : .unknown
  }
}
