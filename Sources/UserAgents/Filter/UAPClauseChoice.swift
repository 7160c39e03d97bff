/// Chooses the clauses by which rules are found: the rarest one, and another one where that pays.
///
/// Shape: a guess about cost; whatever is chosen, no match is lost.
struct UAPClauseChoice {
  /// A clause that more agents than this meet costs more than it saves.
  private static let worstRate = 0.65
  /// What trying a rule costs, and what finding a literal costs, in nanoseconds: most rules take 40 to
  /// 70, the 15 literals of an agent 350.
  private static let tryCost = 60.0
  private static let findCost = 25.0

  private struct Text: Hashable {
    let bits: UInt128
    let mask: UInt128

    init(_ literal: UAPLiteral) { (bits, mask) = (literal.bits, literal.mask) }
  }

  /// How many rules share the cost of a literal as their second clause's; nothing where it is looked
  /// for anyway.
  private var sharers: [Text: Int] = [:]
  private let ranked: [[UAPClause]]

  /// `clauses` are those of each rule.
  init(_ clauses: [[UAPClause]]) {
    ranked = clauses.map { clauses in
      clauses.filter { $0.rate <= UAPClauseChoice.worstRate }.sorted { $0.rate < $1.rate }
    }
    for clauses in ranked where clauses.count > 1 {
      for literal in clauses[1].literals { sharers[Text(literal), default: 0] += 1 }
    }
    for clauses in ranked where !clauses.isEmpty {
      for literal in clauses[0].literals { sharers[Text(literal)] = nil }
    }
  }

  /// The clauses of a rule that are looked at, the rarest first.
  func best(_ rule: Int) -> ArraySlice<UAPClause> {
    let clauses = ranked[rule]
    guard clauses.count > 1 else { return clauses[...] }
    let saved = clauses[0].rate * (1 - clauses[1].rate) * UAPClauseChoice.tryCost
    let cost = clauses[1].literals.reduce(0) { sum, literal in
      guard let count = sharers[Text(literal)] else { return sum }
      let rate = UAPCommonness.shared.rate(literal)
      return sum + rate * UAPClauseChoice.findCost / Double(count)
    }
    return clauses.prefix(saved >= cost ? UAPFilter.planeCount : 1)
  }
}
