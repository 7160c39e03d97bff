import EventModel
import Expressions
import TestSupport
import Testing

@Suite struct `random expressions` {
  private static let pieces = [
    "t", "u", "i", "f", "d", "n", "b", "c", "s", "x", "e", "zz", "null", "true", "false", "in",
    "'a'", "\"b\\n\"", "''", "'", "\\", "1", "-1", "2.5", "1e3", "9223372036854775807", "0x1", "(",
    ")", "!", "&&", "||", "==", "!=", "<", "<=", ">", ">=", "=", "-", ".", "[", "]", "{", "?", ":",
    "+", "*", "/", "%", ",", ".", "1u", "r'\\d'", "b'x'", "x.a", "has(x.a)", "size(", "t.size()",
    "t.contains('a')", "matches('a+')", "[1, 2]", "{'a': 1}", "exists(y, y == 1)", "map(y, y)", "y",
    "date(s)", "url(t).host", "query(t, 'a')", "int(", "string(", "timestamp(0)", "duration('1h')",
    "cel.bind(a, t, a + a)", "math.greatest(i, 1)", "'%s'.format([i])", "t.split(',')", "[0]",
    "lookup('plans', t)", "lookup('late', 'team')", "lookup('plans',", ".seats", ".region.code",
    ".tags", "['seats']",
    "§", "é", "\0", "\t", "\u{1f600}",
  ]

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `never trap`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let table = Table((0..<40).map { _ in Self.row(&random) })
    var good = 0
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0...9, using: &random))
        .map { _ in Self.pieces.randomElement(using: &random) ?? "" }
        .joined(separator: Bool.random(using: &random) ? " " : "")
      do throws(ExpressionProblem) {
        #expect(try table.values(text).count == 40)
        good += 1
      } catch {
        let isInside = error.offset >= 0 && error.offset <= text.utf8.count && error.length > 0
        #expect(isInside && !error.message.isEmpty, "seed \(seed): \(text)")
      }
    }
    #expect(good > 10, "seed \(seed)")
  }

  private static func row(_ random: inout SeededGenerator) -> [String: Slot] {
    var row: [String: Slot] = [
      "t": .text("a"), "u": .text("b\n"), "i": .integer(.max), "f": .float(.nan),
      "d": .double(-.infinity), "n": .decimal("1e9999"), "b": .boolean(true),
      "c": .boolean(false), "s": .timestamp(.min), "x": .json("{}"),
    ]
    for key in row.keys.sorted() where Int.random(in: 0..<3, using: &random) == 0 { row[key] = nil }
    return row
  }

  /// Truth as CEL has it, for one row, written down a second time.
  private indirect enum Tree {
    case name(String)
    case not(Tree)
    case and(Tree, Tree)
    case or(Tree, Tree)
    case equal(String, String, Bool)

    static func random(_ random: inout SeededGenerator, depth: Int) -> Tree {
      switch depth == 0 ? 0 : Int.random(in: 0..<5, using: &random) {
      case 1: .not(.random(&random, depth: depth - 1))
      case 2: .and(.random(&random, depth: depth - 1), .random(&random, depth: depth - 1))
      case 3: .or(.random(&random, depth: depth - 1), .random(&random, depth: depth - 1))
      case 4:
        .equal(["b", "c"].randomElement(using: &random) ?? "b", "c", Bool.random(using: &random))
      default: .name(["b", "c"].randomElement(using: &random) ?? "b")
      }
    }

    var text: String {
      switch self {
      case .name(let name): name
      case .not(let inner): "!(\(inner.text))"
      case .and(let a, let b): "(\(a.text)) && (\(b.text))"
      case .or(let a, let b): "(\(a.text)) || (\(b.text))"
      case .equal(let a, let b, let isEqual): "\(a) \(isEqual ? "==" : "!=") \(b)"
      }
    }

    func value(_ row: [String: Bool]) -> Bool? {
      switch self {
      case .name(let name): row[name]
      case .not(let inner): inner.value(row).map { !$0 }
      case .and(let a, let b):
        switch (a.value(row), b.value(row)) {
        case (false, _), (_, false): false
        case (true, true): true
        default: nil
        }
      case .or(let a, let b):
        switch (a.value(row), b.value(row)) {
        case (true, _), (_, true): true
        case (false, false): false
        default: nil
        }
      case .equal(let a, let b, let isEqual): (row[a] == row[b]) == isEqual
      }
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `mean what their trees mean`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rows: [[String: Bool]] = (0..<60).map { _ in
      var row: [String: Bool] = [:]
      for name in ["b", "c"] where Int.random(in: 0..<3, using: &random) > 0 {
        row[name] = Bool.random(using: &random)
      }
      return row
    }
    let table = Table(rows.map { $0.mapValues { .boolean($0) } })
    for _ in 0..<100 {
      let tree = Tree.random(&random, depth: 6)
      let expected = rows.map { row in tree.value(row).map { $0 ? "T" : "F" } ?? "-" }
      #expect(try table.values(tree.text).map(\.truth) == expected, "seed \(seed): \(tree.text)")
    }
  }
}
