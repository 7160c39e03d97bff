import EventModel
import Testing

@testable import Expressions

@Suite struct `limits of expressions` {
  private func result(_ text: String) -> Calculation.Result {
    Calculation(fields: [("t", .text(String(repeating: "x", count: 1000)))]).result(text)
  }

  @Test func `what an expression makes for one event stays below 1 MiB`() {
    var text = "a0"
    for i in (0..<20).reversed() {
      text =
        "cel.bind(a\(i), \(i == 0 ? "t" : "a\(i - 1) + a\(i - 1)"), \(i == 19 ? "size(a19)" : text))"
    }
    #expect(result(text) == .error("the values of the expression take more than 1 MiB"))
    #expect(
      result("t.replace('x', t).size() + t.replace('x', t).size()")
        == .error("the values of the expression take more than 1 MiB"))
    #expect(result("size(t.replace('x', 'yy'))") == .value(.integer(2000)))
  }

  @Test func `loops look at 100,000 elements for one event`() {
    let loops = "[t].map(y, t.split('')).all(a, a.all(b, %))"
    #expect(result(loops.replacing("%", with: "a.size() == 1000")) == .value(.boolean(true)))
    #expect(
      result(loops.replacing("%", with: "a.all(c, c != b || true)"))
        == .error("the loops of the expression go over more than 100,000 elements"))
  }

  @Test func `8 loops stand in each other and the 9th is refused`() {
    func nested(_ depth: Int) -> String {
      depth == 0 ? "true" : "[1].all(x\(depth), \(nested(depth - 1)))"
    }
    #expect(result(nested(8)) == .value(.boolean(true)))
    #expect(
      result(nested(9))
        == .error("more than 8 of 'all', 'exists', 'filter', 'map' stand in each other"))
  }

  @Test func `200 parts stand in a row and the 201st is refused`() {
    func sum(_ count: Int) -> String {
      Array(repeating: "1", count: count).joined(separator: " + ")
    }
    #expect(result(sum(200)) == .value(.integer(200)))
    #expect(result(sum(202)) == .error("the expression has more than 200 parts in a row"))
  }

  @Test func `an expression has 20,000 parts at most`() {
    func list(_ count: Int) -> String {
      "size([" + Array(repeating: "1", count: count).joined(separator: ",") + "])"
    }
    #expect(result(list(19_000)) == .value(.integer(19_000)))
    #expect(result(list(21_000)) == .error("the expression has more than 20000 parts"))
  }

  @Test func `what is constant is made once`() throws {
    for text in [
      "[1, 2]", "{'a': [1]}", "1 + 2 * 3", "'a'.split('a')", "timestamp(0)", "[[1], ['a']]",
      "{1: {2: 3}}", "'%d'.format([1])", "cidr('10.0.0.0/8')",
    ] {
      let program = try Calculation().compile(text).program
      guard case .constant = program.nodes[Int(program.root)].operation else {
        Issue.record("\(text) is made for each event")
        continue
      }
    }
  }

  @Test func `loops go over more elements than a slice has rows`() {
    let list = "[" + (0..<1000).map(String.init).joined(separator: ",") + "]"
    #expect(result("\(list).filter(x, x % 100 == 7).size()") == .value(.integer(10)))
    #expect(result("\(list).map(x, x * 2)[999]") == .value(.integer(1998)))
    #expect(result("\(list).transformList(i, x, i == x).all(x, x)") == .value(.boolean(true)))
    #expect(result("\(list).exists(x, x == 999)") == .value(.boolean(true)))
  }
}
