import EventModel
import Expressions
import Testing

@Suite struct `null` {
  /// The event has nothing but the two flags.
  private static let row: [String: Slot] = ["b": .boolean(true), "c": .boolean(false)]

  @Test(arguments: [
    ("t == null", "T"), ("t != null", "F"), ("t == 'a'", "F"), ("t != 'a'", "T"), ("t == ''", "T"),
    ("'' == t", "T"), ("t == u", "T"), ("t in ['a', '']", "T"), ("t in ['a']", "F"),
    ("i in [1]", "F"),
    ("x == null", "T"), ("e == null", "T"), ("i == 0", "F"), ("i != 0", "T"),
    ("t == 'a'.substring(1)", "T"),
    // what fails because of null alone is null
    ("i < 1", "-"), ("i + 1 == 1", "-"), ("t.startsWith('a')", "-"), ("t.matches('a')", "-"),
    ("size(t) == 0", "-"), ("!t.contains('a')", "-"), ("int(t) == 1", "-"), ("x.a == 1", "-"),
    ("x[0] == 1", "-"), ("x.exists(y, y == 1)", "-"), ("t in x", "-"), ("url(t).host == 'a'", "-"),
    ("query(t, 'a') == 'a'", "-"), ("date(s) == 'a'", "-"), ("hash(t, 'md5') == 'a'", "-"),
    ("s.getHours('UTC') == 1", "-"), ("(i < 1) == true", "-"), ("(i < 1 ? b : b)", "-"),
    ("[t].join('') == ''", "-"), ("[i + 1] == [1]", "-"), ("{t: 1} == {'a': 1}", "-"),
    // and leaves room for what decides alone
    ("i < 1 && c", "F"), ("c && i < 1", "F"), ("i < 1 || b", "T"), ("b || i < 1", "T"),
    ("i < 1 && b", "-"), ("i < 1 || c", "-"), ("b ? t == null : c", "T"), ("has(x.a)", "F"),
    ("[1, 2].exists(y, y == 2 || i < y)", "T"), ("[1, 2].all(y, y == 2 && i < y)", "F"),
    ("[t] == [null]", "T"), ("type(t) == null_type", "T"), ("[i, 1].exists(y, y == 1)", "T"),
  ])
  func `is where no value is`(expression: String, truth: String) throws {
    let table = Table([Self.row])
    #expect(try table.values(expression).map(\.truth) == [truth])
    #expect(table.errors.isEmpty)
    #expect(try table.selected(expression) == (truth == "T" ? [0] : []))
    #expect(table.errors.isEmpty)
  }

  @Test(arguments: [
    "i < 1 && 1 / 0 == 1", "1 / 0 == 1 && i < 1", "[i + 1, 1 / 0] == []", "i + 1 / 0 == 1",
  ])
  func `beside an error is an error`(expression: String) throws {
    let table = Table([Self.row])
    #expect(try table.selected(expression) == [])
    #expect(table.errors.list.map(\.message) == ["division by zero"])
    #expect(try table.values(expression).map(\.isEmpty) == [true])
    #expect(table.errors.list.map(\.row) == [0])
  }

  @Test func `rows fail alone`() throws {
    let table = Table((0..<200).map { ["i": .integer(Int64($0 % 3)), "b": .boolean(true)] })
    let selected = try table.selected("6 / i == 6")
    #expect(selected == (0..<200).filter { $0 % 3 == 1 })
    #expect(table.errors.list.map(\.row) == (0..<200).filter { $0 % 3 == 0 })
    #expect(try table.selected("6 / i == 6 || b").count == 200)
    #expect(table.errors.isEmpty)
  }
}
