/// What pieces one after the other need.
struct UAPSequence {
  private var run = [UAPLiteral.empty]
  private var clauses: [UAPClause] = []
  /// Whether all pieces so far have texts that grew together.
  private var isWhole = true

  /// Adds one text; false when it does not fit.
  mutating func append(_ literal: UAPLiteral) -> Bool {
    guard run.allSatisfy({ $0.count < UAPLiteral.capacity }) else { return false }
    for place in run.indices { run[place] = run[place].followed(by: literal) ?? run[place] }
    return true
  }

  mutating func append(_ piece: UAPNecessity) {
    switch piece {
    case .clauses(let more):
      close()
      clauses += more
      run = [.empty]
    case .texts(let texts):
      if let longer = UAPNecessity.product(run, texts) {
        run = longer
      } else {
        close()
        run = texts
      }
    }
  }

  /// What all pieces together need.
  var necessity: UAPNecessity {
    if isWhole { return .texts(run) }
    var closed = self
    closed.close()
    return .clauses(closed.clauses)
  }

  private mutating func close() {
    if let clause = UAPClause(run) { clauses.append(clause) }
    isWhole = false
  }
}
