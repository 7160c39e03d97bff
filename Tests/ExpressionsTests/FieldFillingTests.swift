import EventModel
import Expressions
import Testing

@Suite struct `values become fields` {
  private static let row: [String: Slot] = [
    "t": .text("b"), "i": .integer(5), "f": .float(0.5), "d": .double(2.5), "n": .decimal("1.50"),
    "b": .boolean(true), "s": .timestamp(1_000), "x": .json(#"{"a":[1,"é"]}"#),
  ]

  @Test(arguments: [
    ("t", FieldType.text), ("i + 1", .integer), ("f", .float), ("f + 1.0", .double),
    ("n", .decimal),
    ("n + 1.0", .double), ("b && b", .boolean), ("s", .timestamp),
    ("s + duration('1s')", .timestamp),
    ("x", .json), ("x.a", .json), ("[1, 2]", .json), ("{'a': 1}", .json), ("5u", .integer),
    ("i == 5 ? t : null", .text), ("url(t).port", .integer), ("'a'.split(',')", .json),
  ])
  func `of the type that is known before`(expression: String, type: FieldType) throws {
    #expect(try Table.compile(expression).type == type)
  }

  @Test(arguments: [
    "null", "b'a'", "duration('1s')", "ip('10.0.0.1')", "url('http://a.example')", "int",
  ])
  func `or of none`(expression: String) throws {
    #expect(try Table.compile(expression).type == nil)
  }

  private func text(_ expression: String) throws -> String {
    let table = Table([Self.row])
    defer { withExtendedLifetime(table) {} }
    let slot = try table.values(expression)[0]
    switch slot.kind {
    case .empty: return "empty"
    case .text, .json, .decimal: return slot.bytes.string
    case .integer, .timestamp: return "\(slot.integer)"
    case .double: return "\(slot.double)"
    case .float: return "\(slot.float)"
    case .boolean: return "\(slot.boolean)"
    case .entities: return "entities"
    }
  }

  @Test(arguments: [
    ("t + t", "bb"), ("i * 2", "10"), ("f", "0.5"), ("n", "1.50"), ("s + duration('1.5s')", "2500"),
    ("[i, 1.5, t, b, null, s]", "[5,1.5,\"b\",true,null,\"1970-01-01T00:00:01Z\"]"),
    ("{'k\"': x.a, 'l': {1: [b'a']}}", "{\"k\\\"\":[1,\"é\"],\"l\":{\"1\":[\"YQ==\"]}}"),
    ("x.a[1]", "\"é\""), ("x.a", "[1,\"é\"]"), ("t.substring(1)", "empty"), ("''", "empty"),
    ("t == 'b' ? 'yes' : 'no'", "yes"), ("7u", "7"), ("string(n) + '!'", "1.50!"),
  ])
  func `as they are`(expression: String, expected: String) throws {
    #expect(try text(expression) == expected)
  }

  @Test(arguments: [
    ("i", FieldType.decimal, "5"), ("i", .double, "5.0"), ("d", .float, "2.5"),
    ("d", .decimal, "2.5"),
    ("x.a[0]", .integer, "1"), ("x.a[1]", .text, "é"), ("t", .json, "\"b\""), ("n", .double, "1.5"),
  ])
  func `of another type where that loses nothing`(
    expression: String, type: FieldType, expected: String
  ) throws {
    let filling = try #require(try Table.compile(expression).filling(type))
    let table = Table([Self.row])
    let slot = try #require(table.fill(filling).first)
    #expect(slot.kind == type.kind)
    #expect(
      slot.kind == .text || slot.kind == .json || slot.kind == .decimal
        ? slot.bytes.string == expected
        : "\(type == .integer ? "\(slot.integer)" : type == .float ? "\(slot.float)" : "\(slot.double)")"
          == expected)
  }

  @Test func `that do not fit are refused, at once or when they are seen`() throws {
    #expect(try Table.compile("t").filling(.integer) == nil)
    #expect(try Table.compile("d").filling(.integer) == nil)
    let filling = try #require(try Table.compile("x.a").filling(.integer))
    let table = Table([Self.row])
    #expect(table.fill(filling).first?.isEmpty == true)
    #expect(
      table.errors.list.map(\.message)
        == ["the value of type list does not fit a field of type integer"])
  }
}
