import StageKit

/// The key table that fuzzed expressions ask as `plans`, and as `late` before its columns are known.
enum FuzzedTable {
  private static let columns: [TableColumn] = [
    TableColumn("seats", .integer), TableColumn("name", .text), TableColumn("tags", .json),
    TableColumn("region.code", .text),
  ]

  private static let table: any KeyTable = {
    do throws(LookupError) {
      let rows = try TableRows.of(
        [
          ("a", [("seats", .number("1")), ("name", .text("a")), ("tags", .json(#"[{"b":1}]"#))]),
          ("10.1.2.3", [("seats", .number("-2")), ("region.code", .text("é"))]),
        ], key: "[key]", name: "plans")
      return try MemoryKeyTable(rows, key: "[key]", types: columns, kind: "inline")
    } catch {
      fatalError(error.message)
    }
  }()

  static let tables = KeyTables([table])

  static func lookup(_ name: String) -> NamedLookup {
    switch name {
    case "plans": .table(NamedTable(name, place: 0, columns: columns) { _ in nil })
    case "late": .table(NamedTable(name, place: 0, columns: nil) { _ in nil })
    case "cities": .other(interface: "IP table")
    default: .unknown
    }
  }
}
