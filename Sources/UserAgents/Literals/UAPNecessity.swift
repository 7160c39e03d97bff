/// What stands in every text that a piece of a pattern matches.
enum UAPNecessity {
  /// The piece matches one of these texts, folded, and nothing else. No text means: never.
  case texts([UAPLiteral])
  /// Of each clause at least one literal stands somewhere in what the piece matches.
  case clauses([UAPClause])

  /// Nothing is known: any text.
  static let unknown = UAPNecessity.clauses([])
  /// The piece takes no bytes: a position, a look-around.
  static let position = UAPNecessity.texts([.empty])

  /// How many texts a piece may have before they become a clause; a longer list of branches stays a
  /// set, but is not combined with what stands beside it.
  static let productLimit = 128
  /// Repetitions up to here are lists of texts, when these are few.
  static let powerLimit = 4
  /// How many literals a clause may have: uap-core's longest lists of models have some 100.
  static let clauseLimit = 1024

  /// The clauses, when the piece is followed by something that is not its neighbour in the text.
  var closed: [UAPClause] {
    switch self {
    case .clauses(let clauses): clauses
    case .texts(let texts): UAPClause(texts).map { [$0] } ?? []
    }
  }

  /// All ways to put a text of one list before one of another; nil when they are too many or long.
  static func product(_ first: [UAPLiteral], _ second: [UAPLiteral]) -> [UAPLiteral]? {
    if second.count == 1, second[0].count == 0 { return first }
    let size = first.count * second.count
    guard size <= max(productLimit, first.count, second.count) else { return nil }
    var texts: [UAPLiteral] = []
    texts.reserveCapacity(size)
    for head in first {
      for tail in second {
        guard let text = head.followed(by: tail) else { return nil }
        texts.append(text)
      }
    }
    return texts
  }

  /// One of several branches.
  static func branches(_ branches: [UAPNecessity]) -> UAPNecessity {
    if branches.count == 1 { return branches[0] }
    var texts: [UAPLiteral] = []
    var literals: [UAPLiteral] = []
    var (isExact, isKnown) = (true, true)
    for branch in branches {
      if case .texts(let more) = branch { texts += more } else { isExact = false }
      // What is necessary in one branch only is not necessary: one literal of each must be there.
      if let best = branch.closed.min(by: { $0.rate < $1.rate }) {
        literals += best.literals
      } else {
        isKnown = false
      }
    }
    if isExact, texts.count <= clauseLimit { return .texts(texts) }
    guard isKnown, let clause = UAPClause(literals) else { return .unknown }
    return .clauses([clause])
  }

  /// The piece `least` to `most` times; `most` is nil for any number.
  func repeated(_ least: Int, _ most: Int?) -> UAPNecessity {
    if case .texts(let texts) = self, let most, most <= UAPNecessity.powerLimit,
      let powers = UAPNecessity.powers(texts, least, most)
    {
      return .texts(powers)
    }
    // Once at least, so that what one turn needs is needed.
    return least == 0 ? .unknown : .clauses(closed)
  }

  private static func powers(_ texts: [UAPLiteral], _ least: Int, _ most: Int) -> [UAPLiteral]? {
    var power = [UAPLiteral.empty]
    var all: [UAPLiteral] = least == 0 ? power : []
    for turn in stride(from: 1, through: most, by: 1) {
      guard let next = product(power, texts) else { return nil }
      power = next
      if turn >= least { all += power }
    }
    return all.count <= productLimit ? all : nil
  }
}
