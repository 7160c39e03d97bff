import StageKit

/// The key table that fuzzed expressions ask as `plans`, and as `late` before its columns are known.
struct FuzzedTable {
  private static let columns: [TableColumn] = [
    TableColumn("seats", .integer), TableColumn("name", .text), TableColumn("tags", .json),
    TableColumn("region.code", .text),
  ]

  let tables: KeyTables

  init() throws(LookupError) {
    let rows = try TableRows.of(
      [
        ("a", [("seats", .number("1")), ("name", .text("a")), ("tags", .json(#"[{"b":1}]"#))]),
        ("10.1.2.3", [("seats", .number("-2")), ("region.code", .text("é"))]),
      ], key: "[key]", name: "plans")
    tables = KeyTables([
      try MemoryKeyTable(rows, key: "[key]", types: FuzzedTable.columns, kind: "inline")
    ])
  }

  static func lookup(_ name: String) -> NamedLookup {
    switch name {
    case "plans": .table(NamedTable(name, place: 0, columns: columns) { _ in nil })
    case "late": .table(NamedTable(name, place: 0, columns: nil) { _ in nil })
    case "cities": .other(interface: "IP table")
    default: .unknown
    }
  }
}
