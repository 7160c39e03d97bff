import EventModel
import Expressions
import LookupKit
import Testing

@Suite struct `expressions ask tables` {
  private static let keys = ["free", "team", "nobody", nil]

  /// The values for the keys of both rows, for one that is in no row and for none.
  private func values(_ text: String) throws -> [String] {
    let table = Table(
      Self.keys.map { key in
        var row = ["x": Slot.json(#"{"plan":"team","n":5}"#), "b": .boolean(key == "free")]
        if let key { row["t"] = .text(key) }
        return row
      })
    defer { withExtendedLifetime(table) {} }
    return try table.values(text).map(Self.shown)
  }

  private static func shown(_ slot: Slot) -> String {
    switch slot.kind {
    case .empty: "-"
    case .boolean: slot.truth
    case .integer: "\(slot.integer)"
    case .double: "\(slot.double)"
    default: slot.bytes.string
    }
  }

  @Test(arguments: [
    (#"lookup("plans", t).seats"#, ["1", "25", "-", "-"]),
    (#"lookup("plans", t)["seats"]"#, ["1", "25", "-", "-"]),
    (#"lookup("plans", t).seats * 2"#, ["2", "50", "-", "-"]),
    (#"lookup("plans", t).seats > 5"#, ["F", "T", "-", "-"]),
    (#"lookup("plans", t).name"#, ["Free", "Team", "-", "-"]),
    (#"lookup("plans", t).name == "Team""#, ["F", "T", "F", "F"]),
    (#"lookup("plans", t).name in ["Team", "x"]"#, ["F", "T", "F", "F"]),
    (#"lookup("plans", t).name.startsWith("F")"#, ["T", "F", "-", "-"]),
    (#"lookup("plans", t).price"#, ["-", "1.50", "-", "-"]),
    (#"lookup("plans", t).open"#, ["T", "-", "-", "-"]),
    // rows
    (#"lookup("plans", t) == null"#, ["F", "F", "T", "T"]),
    (#"lookup("plans", t) != null"#, ["T", "T", "F", "F"]),
    (#"null == lookup("plans", t)"#, ["F", "F", "T", "T"]),
    (#"has(lookup("plans", t).price)"#, ["F", "T", "F", "F"]),
    (#"cel.bind(p, lookup("plans", t), p.name + string(p.seats))"#, ["Free1", "Team25", "-", "-"]),
    (#"cel.bind(p, lookup("plans", t), has(p.price))"#, ["F", "T", "F", "F"]),
    (#"cel.bind(p, lookup("plans", t), p).seats"#, ["1", "25", "-", "-"]),
    (
      #"(b ? lookup("plans", "free") : lookup("plans", "team")).seats"#, ["1", "25", "25", "25"]
    ),
    (#"lookup("plans", lookup("plans", t).next).seats"#, ["25", "-", "-", "-"]),
    // names with points
    (#"lookup("plans", t).region.code"#, ["-", "EU", "-", "-"]),
    (#"lookup("plans", t)["region.code"]"#, ["-", "EU", "-", "-"]),
    (#"has(lookup("plans", t).region.code)"#, ["F", "T", "F", "F"]),
    // JSON inside
    (#"lookup("plans", t).tags.old"#, ["-", "true", "-", "-"]),
    (#"has(lookup("plans", t).tags.old)"#, ["F", "T", "F", "F"]),
    (#""b" in lookup("plans", t).tags"#, ["T", "F", "-", "-"]),
    // loops
    (#"["free", "x"].exists(k, lookup("plans", k) != null)"#, ["T", "T", "T", "T"]),
    (
      #"["free", "x", "team"].map(k, lookup("plans", k).seats)"#,
      Array(repeating: "[1,null,25]", count: 4)
    ),
    (#"["free"].map(k, lookup("plans", t).seats)"#, ["[1]", "[25]", "[null]", "[null]"]),
    // keys
    (#"lookup("plans", x.plan).seats"#, ["25", "25", "25", "25"]),
    (#"lookup("plans", t.lowerAscii()).seats"#, ["1", "25", "-", "-"]),
    (#"lookup("plans", "team").seats"#, ["25", "25", "25", "25"]),
    // what only the data tells
    (#"lookup("late", t).seats + 1"#, ["2", "26", "-", "-"]),
    (#"lookup("late", t).name"#, ["Free", "Team", "-", "-"]),
    (#"lookup("wrong", t).anything"#, ["-", "-", "-", "-"]),
  ])
  func `and get values or nothing`(text: String, expected: [String]) throws {
    #expect(try values(text) == expected)
  }

  @Test func `a row by itself becomes an object of what it has`() throws {
    #expect(
      try values(#"lookup("plans", t)"#) == [
        #"{"seats":1,"name":"Free","next":"team","tags":["a","b"],"open":true}"#,
        #"{"seats":25,"name":"Team","tags":{"old":true},"region.code":"EU","price":1.50}"#, "-",
        "-",
      ])
    #expect(try Table.compile(#"lookup("plans", t)"#).type == .json)
    #expect(try values(#"size(lookup("plans", t))"#) == ["5", "5", "-", "-"])
    #expect(try values(#"[lookup("plans", t)][0].seats"#) == ["1", "25", "-", "-"])
  }

  @Test(arguments: [
    ("seats", FieldType.integer), ("name", .text), ("tags", .json), ("price", .decimal),
  ])
  func `columns have their types`(column: String, type: FieldType) throws {
    #expect(try Table.compile("lookup(\"plans\", t).\(column)").type == type)
  }

  @Test func `a condition asks, too`() throws {
    let table = Table(Self.keys.map { $0.map { ["t": .text($0)] } ?? [:] })
    defer { withExtendedLifetime(table) {} }
    #expect(try table.selected(#"lookup("plans", t).seats > 5 && t != null"#) == [1])
    #expect(try table.selected(#"lookup("plans", t) != null"#) == [0, 1])
    #expect(table.errors.isEmpty)
  }

  @Test func `a key that turns out to be no text is an error of the event`() throws {
    let table = Table([["x": .json(#"{"n":5}"#)]])
    defer { withExtendedLifetime(table) {} }
    #expect(try table.values(#"lookup("plans", x.n).seats"#).map(\.isEmpty) == [true])
    #expect(table.errors.list.map(\.message) == ["no function takes values of these types"])
  }

  @Test func `a column of another type than was checked is an error, not a crash`() throws {
    // 'price' holds decimals; nothing tells so before the table is open.
    let table = Table([["t": .text("team")]])
    defer { withExtendedLifetime(table) {} }
    #expect(try table.selected(#"lookup("late", t).price == "1.50""#) == [])
    #expect(
      table.errors.list.map(\.message) == ["the column has values of another type by now"])
  }

  @Test func `what is asked for is known with its places`() throws {
    let expression = try Table.compile(
      #"lookup("plans", t).seats > 1 && lookup("plans", u).region.code == "EU""#)
    #expect(expression.lookups == [1])
    #expect(expression.columnUses.map(\.column) == ["seats", "region.code"])
    #expect(expression.columnUses.map(\.type) == [.integer, .text])
    #expect(expression.columnUses.map(\.offset) == [19, 51])
    #expect(try Table.compile("t == u").lookups == [])
  }

  @Test(arguments: [
    (#"lookup("plan", t).seats"#, "no lookup 'plan' is declared", 7, 6),
    (
      #"lookup("cities", t).x"#,
      "lookup 'cities' is of the kind 'IP table', and 'lookup' asks key tables", 7, 8
    ),
    (#"lookup("plans", i).seats"#, "the key of a lookup is a text, this is integer", 16, 1),
    (#"lookup("plans", null).seats"#, "the key of a lookup is a text, this is null", 16, 4),
    (#"lookup("plans", t).seat"#, "lookup 'plans' has no column 'seat'", 19, 4),
    (#"lookup("plans", t)["seat"]"#, "lookup 'plans' has no column 'seat'", 19, 6),
    (#"lookup("plans", t).region.cod"#, "lookup 'plans' has no column 'region'", 19, 6),
    (#"has(lookup("plans", t).seat)"#, "lookup 'plans' has no column 'seat'", 23, 4),
    (#"cel.bind(p, lookup("plans", t), p.seat)"#, "lookup 'plans' has no column 'seat'", 34, 4),
    (#"lookup("plans", t).name.x"#, "text has no members", 24, 1),
    (#"lookup("plans", t).seats + "x""#, "no function takes 'integer + text'", 25, 1),
    (
      #"lookup("plans", t) == t"#, "map(text, any value) == text can never be compared", 19, 2
    ),
    (
      #"lookup(t, t)"#, "'lookup' takes the name of a lookup as a text in quotes, and a key", 7, 1
    ),
    (
      #"lookup("plans")"#, "'lookup' takes the name of a lookup as a text in quotes, and a key", 7,
      7
    ),
    (#"lookup()"#, "'lookup' takes the name of a lookup as a text in quotes, and a key", 0, 6),
    (#"lookup("plans", zz).seats"#, "no field 'zz' here", 16, 2),
  ])
  func `mistakes have their place`(
    text: String, message: String, offset: Int, length: Int
  ) throws {
    let problem = #expect(throws: ExpressionProblem.self) { try Table.compile(text) }
    #expect(problem?.message == message)
    #expect(problem?.offset == offset)
    #expect(problem?.length == length)
  }

  @Test func `where there are no lookups nothing can be asked`() throws {
    let problem = #expect(throws: ExpressionProblem.self) {
      try CompiledExpression.compile(#"lookup("plans", "x")"#) { _ in nil }
    }
    #expect(problem?.message == "there are no lookups here")
  }
}
