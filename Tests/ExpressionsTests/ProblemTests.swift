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
    ("i < j < 3", "boolean < integer can never be compared", 6, 1),
    ("&& b", "found '&&' where a field or a value is expected", 0, 2),
    ("t == \"abc", "this text has no closing quote", 5, 4),
    ("t == 'a\\", "this text has no closing quote", 7, 1),
    ("t == '\\q'", "'\\q' is no escape in a text", 6, 2),
    ("t == '\\é'", "'\\é' is no escape in a text", 6, 3),
    ("i == 12ab", "'12ab' is no number", 5, 4), ("i == 1.2.3", "'1.2.3' is no number", 5, 5),
    ("d == 1e400", "'1e400' is no number", 5, 5), ("d == 1e", "'1e' is no number", 5, 2),
    ("i == 9223372036854775808", "'9223372036854775808' is no number", 5, 19),
    ("zz == 1", "no field 'zz' here", 0, 2),
    ("t = 'x'", "'=' is no operator: write '=='", 2, 1),
    ("b & c", "'&' is no operator: write '&&'", 2, 1),
    ("b | c", "'|' is no operator: write '||'", 2, 1),
    ("!t", "'!' needs true or false, this is text", 1, 1),
    ("b && i", "'&&' needs true or false, this is integer", 5, 1),
    ("'a' || b", "'||' needs true or false, this is text", 0, 3),
    ("t == i", "text == integer can never be compared", 2, 2),
    ("null < i", "null < integer can never be compared", 5, 1),
    // names and functions
    ("size(zz)", "no field 'zz' here", 5, 2), ("siz(t)", "no function 'siz'", 0, 3),
    ("t.startWith('a')", "no function 'startWith'", 2, 9),
    ("t.size(1)", "no function takes 'text.size(integer)'", 2, 4),
    ("t.startsWith(1)", "no function takes 'text.startsWith(integer)'", 2, 10),
    ("startsWith(t, 'a')", "no function takes 'startsWith(text, text)'", 0, 10),
    ("int(x, 1)", "no function takes 'int(any value, integer)'", 0, 3),
    ("i + 1.5", "no function takes 'integer + double'", 2, 1),
    ("i + t", "no function takes 'integer + text'", 2, 1),
    ("d % 2.0", "no function takes 'double % double'", 2, 1),
    ("i + null", "no function takes 'integer + null'", 2, 1),
    ("-t", "no function takes '-text'", 0, 1), ("-b", "no function takes '-boolean'", 0, 1),
    ("t in u", "text in text can never be compared", 2, 2),
    ("t in [1, 2]", "text in list(integer) can never be compared", 2, 2),
    ("t[0]", "no function takes 'text[integer]'", 1, 1),
    ("[1]['a']", "no function takes 'list(integer)[text]'", 3, 1),
    ("t ? 1 : 2", "'?' needs true or false, this is text", 0, 1),
    ("b ? 1", "found the end where ':' is expected", 5, 1),
    ("[1, 2", "found the end where ']' is expected", 5, 1),
    ("{1: 2", "found the end where '}' is expected", 5, 1),
    ("{1 2}", "found '2' where ':' is expected", 3, 1),
    ("{1.5: 2}", "a key of a map is a text, a whole number or a flag, this is double", 1, 3),
    ("size(t", "found the end where ')' is expected", 6, 1),
    ("t.", "found the end where the name of a member is expected", 2, 1),
    ("if == 1", "found 'if' where a field or a value is expected", 0, 2),
    // members
    ("t.a", "text has no members", 2, 1), ("i.a", "integer has no members", 2, 1),
    ("url(t).hosts", "a URL has no member 'hosts'", 7, 5),
    ("has(t)", "'has' asks for a member of a value, such as 'has(order.total)'", 4, 1),
    ("has(t.a)", "text has no members", 6, 1),
    // loops
    ("t.exists(y, y == 'a')", "'exists' goes over lists and maps, this is text", 0, 1),
    ("[1].map(1, 2)", "'map' needs a name of its own for each element", 8, 1),
    ("[1].all(y, y + 1)", "'all' needs true or false, this is integer", 13, 1),
    ("[1].all(y, z > 1)", "no field 'z' here", 11, 1),
    // patterns and zones, at their place inside the text
    ("t.matches(u)", "the pattern of 'matches' must stand there as a text in quotes", 10, 1),
    ("t.matches('a(b')", "this '(' has no ')'", 12, 1),
    ("t.matches(r'[z-a]')", "the range ends before it begins", 13, 1),
    ("t.matches('a**')", "a repetition cannot be repeated; put brackets around it", 12, 1),
    ("t.matches('(?=a)')", "patterns cannot look ahead or behind", 11, 1),
    ("t.matches(r'(a)\\1')", "patterns cannot refer back to a group", 15, 1),
    ("s.getHours(t)", "a time zone must stand there as a text in quotes", 11, 1),
    ("s.getHours('Europe/Berlim')", "no time zone 'Europe/Berlim'", 11, 15),
    // what is written down wrongly
    (
      "s > timestamp('2026-13-01T00:00:00Z')", "the text is no time such as '2026-11-21T23:12:24Z'",
      14, 22
    ),
    ("ip('1.2.3')", "'1.2.3' is no IP address", 3, 7),
    (
      "cidr('10.0.0.0/33').containsIP(t)", "'10.0.0.0/33' is no network such as '10.0.0.0/8'", 5, 13
    ),
    ("hash(t, 'sha3')", "no algorithm 'sha3'; there are md5, sha1, sha256, sha512", 8, 6),
    // what CEL has and Richline has not
    ("Order{id: 1}", "there are no messages here, only maps such as '{\"key\": 1}'", 5, 1),
    ("x.?a", "there are no optional values here", 2, 1),
    ("x[?0]", "there are no optional values here", 2, 1),
    ("i == 99999999999999999999", "'99999999999999999999' is no number", 5, 20),
    ("i == 0xg", "'0xg' is no number", 5, 3),
    (
      "i == -9223372036854775809",
      "'-9223372036854775809' is no number", 6, 19
    ),
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
