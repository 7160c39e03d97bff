import EventModel
import Testing

@testable import Expressions

@Suite struct `templates` {
  private static let types: [String: FieldType] = [
    "app": .text, "at": .timestamp, "n": .integer, "x": .json,
  ]

  private func compile(_ text: String) throws(ExpressionProblem) -> Template {
    try Template.compile(text, placeholders: ["part", "run"]) { Self.types[$0] }
  }

  /// The text of each row, or why there is none.
  private func render(_ text: String, _ rows: [[String: Slot]]) throws -> [String] {
    let template = try compile(text)
    let slice = Slice(columnCount: template.fields.count)
    for (place, row) in rows.enumerated() {
      for (column, name) in template.fields.enumerated() {
        slice.columns[column][place] = row[name] ?? .empty
      }
    }
    let rendering = template.render(
      ExpressionColumns(slice.columns, offset: 0, arena: slice.arena),
      rows: Selection(first: rows.count))
    return rows.indices.map { row in
      rendering.errors.list.first { $0.row == row }?.message ?? rendering[row].string
    }
  }

  @Test(arguments: [
    ("out/{date(at)}/events-{part}.tsv", "out/2026-11-21/events-\u{1}.tsv"),
    ("out/{app}-{app + '}'}", "out/shop-shop}"), ("plain", "plain"), ("a{n}b{run}", "a7b\u{2}"),
    ("{x.k}", "v"), ("a/{ {'k': app}.k }", "a/shop"), ("a{n > 5 ? 'many' : 'few'}", "amany"),
  ])
  func `render to text`(template: String, expected: String) throws {
    let row: [String: Slot] = [
      "app": .text("shop"), "at": .timestamp(1_795_302_744_123), "n": .integer(7),
      "x": .json(#"{"k":"v"}"#),
    ]
    #expect(try render(template, [row]) == [expected])
  }

  @Test func `fail where a part is null or would leave its place`() throws {
    let rows: [[String: Slot]] = [
      ["app": .text("a")], [:], ["app": .text("a/b")], ["app": .text("..")], ["app": .text("a\nb")],
      ["app": .text("a.b")], ["app": .text("x..y")],
    ]
    #expect(
      try render("o/{app}", rows) == [
        "o/a", "a part of the path is null", "the part 'a/b' of the path holds '/'",
        "the part '..' of the path holds '..'", "a part of the path holds a control character",
        "o/a.b", "the part 'x..y' of the path holds '..'",
      ])
    #expect(
      try render("o/{app.substring(1)}", [["app": .text("a")]]) == ["a part of the path is empty"])
    #expect(try render("o/{n / 0}", [["n": .integer(1)]]) == ["division by zero"])
  }

  @Test func `name their fields, one expression behind the other`() throws {
    #expect(try compile("a{app}{n}{app + string(n)}").fields == ["app", "n", "app", "n"])
    #expect(try compile("a/{app}").prefix == "a/")
    #expect(try compile("a").isConstant && !compile("a{n}").isConstant)
  }

  @Test(arguments: [
    ("a{app", "this '{' has no closing '}'", 1, 1),
    ("a{}", "there is nothing between '{' and '}'", 1, 2),
    ("a{zz}", "no field 'zz' here", 2, 2), ("a{url(app)}", "URL cannot stand in a path", 1, 10),
    ("a{app +}", "found the end where a field or a value is expected", 7, 1),
    ("a{'b}", "this text has no closing quote", 2, 3),
  ])
  func `are refused with a place`(text: String, message: String, offset: Int, length: Int) throws {
    let problem = #expect(throws: ExpressionProblem.self) { try compile(text) }
    #expect(problem?.message == message)
    #expect(problem?.offset == offset && problem?.length == length)
  }
}
