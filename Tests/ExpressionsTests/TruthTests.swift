import EventModel
import Expressions
import Testing

@Suite struct `truth and null` {
  /// All pairs of true, false and null.
  private let pairs = Table(
    [true, false, nil].flatMap { b in
      [true, false, nil].map { c in
        var row: [String: Slot] = [:]
        if let b { row["b"] = .boolean(b) }
        if let c { row["c"] = .boolean(c) }
        return row
      }
    })

  private func truths(_ expression: String) throws -> String {
    try pairs.values(expression).map(\.truth).joined()
  }

  @Test(arguments: [
    //            b: TTTFFF---
    //            c: TF-TF-TF-
    ("b", "TTTFFF---"), ("!b", "FFFTTT---"), ("!!b", "TTTFFF---"),
    ("b && c", "TF-FFF-F-"), ("b || c", "TTTTF-T--"),
    ("!(b && c)", "FT-TTT-T-"), ("!b || !c", "FT-TTT-T-"),
    ("b == c", "TFFFTFFFT"), ("b != c", "FTTTFTTTF"),
    ("b == null", "FFFFFFTTT"), ("b != null", "TTTTTTFFF"), ("null == b", "FFFFFFTTT"),
    ("b == true", "TTTFFFFFF"), ("b != true", "FFFTTTTTT"), ("b == false", "FFFTTTFFF"),
    ("null", "---------"), ("!null", "---------"), ("null && b", "---FFF---"),
    ("null || b", "TTT------"), ("true", "TTTTTTTTT"), ("null == null", "TTTTTTTTT"),
    ("null != null", "FFFFFFFFF"),
  ])
  func `follow the table`(expression: String, expected: String) throws {
    #expect(try truths(expression) == expected)
  }

  @Test func `null is not selected, and neither are rows that take no part`() throws {
    #expect(try pairs.selected("b") == [0, 1, 2])
    #expect(try pairs.selected("!b") == [3, 4, 5])
    var some = Selection()
    some.insert(1)
    some.insert(4)
    #expect(try pairs.selected("b", of: some) == [1])
    #expect(try pairs.selected("!(b && b)", of: some) == [4])
    #expect(try pairs.selected("b == b", of: some) == [1, 4])
  }

  @Test func `order with null is null, equality is decided`() throws {
    let table = Table([["i": .integer(1)], [:]])
    for sign in ["<", "<=", ">", ">="] {
      #expect(try table.values("i \(sign) j").map(\.truth) == ["-", "-"])
      #expect(try table.values("!(i \(sign) j)").map(\.truth) == ["-", "-"])
    }
    #expect(try table.values("i == j").map(\.truth) == ["F", "T"])
    #expect(try table.values("i != j").map(\.truth) == ["T", "F"])
  }
}
