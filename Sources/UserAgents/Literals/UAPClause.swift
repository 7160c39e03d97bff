/// Literals of which at least one stands in every text that a rule matches.
struct UAPClause {
  let literals: [UAPLiteral]
  /// Roughly which share of agents has one of them.
  let rate: Double

  /// Nil when the literals say nothing: an empty one stands everywhere.
  init?(_ literals: [UAPLiteral]) {
    guard literals.count <= UAPNecessity.clauseLimit else { return nil }
    var misses = 1.0
    for literal in literals {
      guard literal.count > 0 else { return nil }
      misses *= 1 - UAPCommonness.shared.rate(literal)
    }
    self.literals = literals
    rate = 1 - misses
  }
}
