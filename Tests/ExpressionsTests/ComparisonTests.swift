import EventModel
import Expressions
import Testing

@Suite struct `comparisons` {
  private static let row: [String: Slot] = [
    "t": .text("b"), "u": .text("bb"), "i": .integer(5), "j": .integer(-7), "f": .float(0.5),
    "d": .double(2.5), "n": .decimal("1.50"), "b": .boolean(true), "c": .boolean(false),
    "s": .timestamp(1_000), "x": .json("{\"a\":1}"), "y": .json("[1]"),
  ]

  @Test(arguments: [
    // texts: byte order, a prefix first
    ("t == 'b'", true), ("t != 'b'", false), ("t < 'c'", true), ("t < u", true), ("u > t", true),
    ("t <= 'b'", true), ("t >= 'b'", true), ("t >= 'B'", true), ("t < 'B'", false),
    ("'é' > 'z'", true), ("u <= t", false), ("u >= t", true),
    // whole numbers
    ("i == 5", true), ("i != 5", false), ("i > j", true), ("j < -6", true), ("i >= 5", true),
    ("i <= 4", false), ("-7 == j", true),
    // numbers of other types
    ("f == 0.5", true), ("d > i", false), ("d < i", true), ("n == 1.5", true), ("n < 2", true),
    ("n > f", true), ("i == 5.0", true), ("f <= d", true), ("d >= 2.5", true), ("n != 1.5", false),
    ("d == 25e-1", true),
    // yes and no, times, JSON
    ("b == true", true), ("b != c", true), ("s == s", true), ("s >= s", true), ("s < s", false),
    ("x == x", true), ("x == y", false), ("x != y", true),
    // together
    ("t == 'b' && i > 3 || c", true), ("(t == 'b' || c) && c", false), ("!(i > 3) || b", true),
  ])
  func `hold`(expression: String, holds: Bool) throws {
    #expect(try Table([Self.row]).values(expression).map(\.truth) == [holds ? "T" : "F"])
  }

  @Test func `a value that is no number equals nothing`() throws {
    let table = Table([["d": .double(.nan)]])
    #expect(try table.values("d == d").map(\.truth) == ["F"])
    #expect(try table.values("d < 1.0 || d >= 1.0").map(\.truth) == ["F"])
  }

  @Test func `the empty text is what an empty field holds`() throws {
    let table = Table([["t": .text("a")], [:]])
    #expect(try table.selected("t == ''") == [1])
    #expect(try table.selected("t != ''") == [0])
    #expect(try table.values("''").map(\.isEmpty) == [true, true])
  }

  @Test func `a value is given as it is`() throws {
    let table = Table([Self.row])
    #expect(try table.values("t")[0].text?.string == "b")
    #expect(try table.values("'x\\ty'")[0].text?.string == "x\ty")
    #expect(try table.values("-42")[0].integer == -42)
    #expect(try table.values("1.5")[0].double == 1.5)
    #expect(try table.values("e")[0].isEmpty)
    #expect(try Table.compile("t").type == .text)
    #expect(try Table.compile("t == u").type == .boolean)
    #expect(try Table.compile("null").type == nil)
    #expect(try Table.compile("t == u && t == 'x'").fields == ["t", "u"])
  }

  /// Which types can be compared for equality, and which have an order.
  @Test func `types that differ are refused unless both are numbers or one is open`() throws {
    let numbers: Set<FieldType> = [.integer, .float, .double, .decimal]
    for (a, aType) in Table.types {
      for (b, bType) in Table.types {
        let areNumbers = numbers.contains(aType) && numbers.contains(bType)
        let isOpen = (aType == .json || bType == .json) && aType != .entities && bType != .entities
        let hasEquality = (aType == bType && aType != .entities) || areNumbers || isOpen
        let isOrdered = [.text, .timestamp, .boolean].contains(aType)
        let hasOrder = areNumbers || isOpen || (aType == bType && isOrdered)
        for sign in ["==", "!=", "<", "<=", ">", ">="] {
          let isGood = ["==", "!="].contains(sign) ? hasEquality : hasOrder
          #expect(((try? Table.compile("\(a) \(sign) \(b)")) != nil) == isGood, "\(a) \(sign) \(b)")
        }
      }
      #expect((try? Table.compile("\(a) == null")) != nil)
      #expect((try? Table.compile("\(a) < null")) == nil)
    }
  }
}
