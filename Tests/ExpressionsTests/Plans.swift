import EventModel
import Expressions
import LookupKit

/// A small key table that expressions of tests ask as `plans`, and what else stands beside it.
enum Plans {
  static let table: MemoryKeyTable = {
    typealias Columns = [(name: String, value: TableRows.Value)]
    let free: Columns = [
      ("seats", .number("1")), ("name", .text("Free")), ("next", .text("team")),
      ("tags", .json(#"["a","b"]"#)), ("open", .boolean(true)),
    ]
    let team: Columns = [
      ("seats", .number("25")), ("name", .text("Team")), ("region.code", .text("EU")),
      ("price", .number("1.50")), ("tags", .json(#"{"old":true}"#)),
    ]
    let rows = try! TableRows.of(
      [("free", free), ("team", team)], key: "[key]", name: "the plans")
    return try! MemoryKeyTable(rows, key: "[key]", types: columns, kind: "test")
  }()

  static let columns = [
    TableColumn("seats", .integer), TableColumn("name", .text), TableColumn("next", .text),
    TableColumn("tags", .json), TableColumn("open", .boolean), TableColumn("region.code", .text),
    TableColumn("price", .decimal),
  ]

  /// The table stands at place 1.
  static let tables = KeyTables([None(), table])

  static func lookup(_ name: String) -> NamedLookup {
    switch name {
    case "plans": .table(NamedTable("plans", place: 1, columns: columns) { _ in nil })
    case "late":
      .table(NamedTable("late", place: 1, columns: nil) { $0 == "seats" ? .integer : nil })
    case "cities": .other(interface: "IP table")
    case "wrong": .broken
    default: .unknown
    }
  }

  private final class None: Lookup {
    let description = LookupDescription(
      type: "none", buildDate: nil, entryCount: nil, byteCount: 0, checksum: nil)
  }
}
