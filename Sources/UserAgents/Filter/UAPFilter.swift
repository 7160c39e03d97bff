/// Finds the rules that may match an agent, by the literals that it has.
///
/// Shape: a rule is a candidate when both of its clauses are met; one that has none, or one only, has
/// the missing ones met from the start.
/// Cost: one pass over the folded agent, about 1.5 ns a byte and some for each literal found.
final class UAPFilter: @unchecked Sendable {
  // Sendable: nothing changes after `init`.

  /// How many clauses of a rule are looked at: a third would narrow little.
  static let planeCount = 2

  let tables: UAPFilterTables
  /// What is met from the start, plane after plane.
  let start: UAPWords
  /// Words of a plane.
  let wordCount: Int
  /// Rules that are tried on every agent.
  let unfilteredCount: Int

  /// `clauses` are those of each rule, by the place of its bit in a plane.
  init(_ clauses: [(bit: Int, clauses: [UAPClause])], wordCount: Int) {
    self.wordCount = wordCount
    var start = [UInt64](repeating: 0, count: wordCount * UAPFilter.planeCount)
    var uses: [UAPLiteralUse] = []
    var unfilteredCount = 0
    let choice = UAPClauseChoice(clauses.map(\.clauses))
    for (rule, (bit, _)) in clauses.enumerated() {
      let best = choice.best(rule)
      for plane in 0..<UAPFilter.planeCount {
        let mark = plane * wordCount * 64 + bit
        if plane < best.count {
          for literal in best[plane].literals {
            uses.append(UAPLiteralUse(UAPFilter.trimmed(literal), mark: UInt32(mark)))
          }
        } else {
          start[mark / 64] |= 1 << UInt64(mark % 64)
        }
      }
      if best.isEmpty { unfilteredCount += 1 }
    }
    self.start = UAPWords(start)
    self.unfilteredCount = unfilteredCount
    tables = UAPFilterTables(uses)
  }

  deinit { tables.deallocate() }

  var byteCount: Int { tables.byteCount + start.count * 8 }

  /// The eight bytes of a literal that the fewest agents have; the last ones when several do.
  private static func trimmed(_ literal: UAPLiteral) -> UAPLiteral {
    guard literal.count > UAPProbe.capacity else { return literal }
    var best = literal.window(0, UAPProbe.capacity)
    var bestHits = Int.max
    for start in 0...literal.count - UAPProbe.capacity {
      let window = literal.window(start, UAPProbe.capacity)
      let hits = UAPCommonness.shared.hits(window)
      if hits <= bestHits { (best, bestHits) = (window, hits) }
    }
    return best
  }
}
