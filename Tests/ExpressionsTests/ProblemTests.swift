import EventModel
import Expressions
import Testing

@Suite struct `problems of expressions` {
  @Test(arguments: [
    ("", "found the end where a field or a value is expected", 0, 1),
    ("b &&", "found the end where a field or a value is expected", 4, 1),
    ("b c", "found 'c' where an operator is expected", 2, 1),
    ("(b", "found the end where ')' is expected", 2, 1),
    ("b)", "found ')' where an operator is expected", 1, 1),
    ("b 'x'", "found the text \"x\" where an operator is expected", 2, 3),
    ("b 12", "found '12' where an operator is expected", 2, 2),
    ("b 1.5", "found '1.5' where an operator is expected", 2, 3),
    ("i < j < 3", "found '<' where an operator is expected", 6, 1),
    ("&& b", "found '&&' where a field or a value is expected", 0, 2),
    ("t == \"abc", "this text has no closing quote", 5, 4),
    ("t == 'a\\", "this text has no closing quote", 7, 1),
    ("t == '\\q'", "'\\q' is no escape in a text", 6, 2),
    ("t == '\\é'", "'\\é' is no escape in a text", 6, 3),
    ("i == 12ab", "'12ab' is no number", 5, 4), ("i == 1.2.3", "'1.2.3' is no number", 5, 5),
    ("i == 0x1f", "'0x1f' is no number", 5, 4), ("i == 0x1e", "'0x1e' is no number", 5, 4),
    ("d == 1e400", "'1e400' is no number", 5, 5), ("d == 1e", "'1e' is no number", 5, 2),
    ("i == 9223372036854775808", "'9223372036854775808' is no number", 5, 19),
    ("zz == 1", "no field 'zz' here", 0, 2),
    ("b ? 1 : 2", "'… ? … : …' cannot be used in expressions yet", 2, 1),
    ("size(t)", "functions cannot be used in expressions yet", 4, 1),
    ("[1]", "lists and maps cannot be used in expressions yet", 0, 1),
    ("t[0]", "lists and maps cannot be used in expressions yet", 1, 1),
    ("{}", "lists and maps cannot be used in expressions yet", 0, 1),
    ("x.a", "members of JSON values cannot be used in expressions yet", 1, 1),
    ("t in u", "'in' cannot be used in expressions yet", 2, 2),
    ("i + 1", "arithmetic cannot be used in expressions yet", 2, 1),
    ("-i", "arithmetic cannot be used in expressions yet", 0, 1),
    ("i == -'x'", "arithmetic cannot be used in expressions yet", 5, 1),
    ("t = 'x'", "'=' is no operator: write '=='", 2, 1),
    ("b & c", "'&' is no operator: write '&&'", 2, 1),
    ("b | c", "'|' is no operator: write '||'", 2, 1),
    ("!t", "'!' needs true or false, this is text", 1, 1),
    ("b && i", "'&&' needs true or false, this is integer", 5, 1),
    ("'a' || b", "'||' needs true or false, this is text", 0, 3),
    ("t == i", "text == integer can never be compared", 2, 2),
    ("null < i", "null < integer can never be compared", 5, 1),
    ("(i < j) == b", "the comparison of a comparison cannot be used in expressions yet", 3, 1),
    ("b == § ", "found '§' where a field or a value is expected", 5, 2),
  ])
  func `are told with their place`(
    text: String, message: String, offset: Int, length: Int
  ) throws {
    let problem = #expect(throws: ExpressionProblem.self) { try Table.compile(text) }
    #expect(problem?.message == message)
    #expect(problem?.offset == offset)
    #expect(problem?.length == length)
  }

  private func nested(_ open: String, _ close: String, _ depth: Int) -> String {
    String(repeating: open, count: depth) + "b" + String(repeating: close, count: depth)
  }

  @Test func `64 levels are read and the 65th is refused`() throws {
    for (open, close) in [("(", ")"), ("!", "")] {
      #expect((try? Table.compile(nested(open, close, 64))) != nil)
      let problem = #expect(throws: ExpressionProblem.self) {
        try Table.compile(nested(open, close, 65))
      }
      #expect(problem?.message == "the expression is nested deeper than 64 levels")
    }
  }

  @Test func `1000 operators are read and run, and the 1001st is refused`() throws {
    for sign in [" && ", " || "] {
      let good = Array(repeating: "b", count: 1001).joined(separator: sign)
      #expect(try Table([["b": .boolean(true)]]).values(good).map(\.truth) == ["T"])
      let problem = #expect(throws: ExpressionProblem.self) {
        try Table.compile(good + sign + "b")
      }
      #expect(problem?.message == "the expression has more than 1000 operators '&&' and '||'")
    }
  }

  @Test func `names are found without knowing the fields`() {
    #expect(CompiledExpression.names(in: "a == 'x' && !(b || a < c)") == ["a", "b", "c"])
    #expect(CompiledExpression.names(in: "null") == [])
    #expect(CompiledExpression.names(in: "a ==") == nil)
  }
}
