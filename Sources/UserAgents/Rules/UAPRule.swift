/// A rule: a pattern, and how the values of its section are made from a match.
struct UAPRule {
  let pattern: UAPPattern
  /// What its matches must have.
  let clauses: [UAPClause]
  /// In the order of `UAPSection.values`.
  let templates: [UAPTemplate]
}
