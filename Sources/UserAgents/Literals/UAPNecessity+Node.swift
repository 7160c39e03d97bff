extension UAPNecessity {
  /// What every match of a pattern has; nothing where nothing is certain.
  static func clauses(_ syntax: UAPSyntax?) -> [UAPClause] {
    syntax.map { UAPNecessity($0.root).closed } ?? []
  }

  init(_ node: UAPNode) {
    switch node {
    case .byte(let set): self = UAPNecessity.of(set)
    case .position, .nothing: self = .position
    case .group(let inner, _): self = UAPNecessity(inner)
    case .branches(let branches): self = .branches(branches.map(UAPNecessity.init))
    case .sequence(let pieces): self = UAPNecessity.sequence(pieces)
    // Lazy or not: which match is found changes, not what it needs.
    case .repeated(let piece, let least, let most, _):
      self = UAPNecessity(piece).repeated(least, most)
    }
  }

  /// More digits or letters than this hardly narrow anything.
  private static let classLimit = 10

  private static func of(_ set: UAPByteSet) -> UAPNecessity {
    // Both cases of ten letters.
    guard set.count <= 2 * classLimit else { return .unknown }
    var texts: [UAPLiteral] = []
    for byte in set.bytes {
      let hasBothCases = UAPLiteral.isLetter(byte) && set.contains(byte ^ 0x20)
      if hasBothCases, byte & 0x20 != 0 { continue }
      texts.append(UAPLiteral(byte, anyCase: hasBothCases))
    }
    return texts.count <= classLimit ? .texts(texts) : .unknown
  }

  /// `a+` as `a`, something, `a`: the first one stands behind what came before, the last one before
  /// what follows. They may be the same one.
  private static func parted(_ piece: UAPNode) -> [UAPNode] {
    guard case .repeated(let inner, let least, let most, let isLazy) = piece, least > 0,
      most.map({ $0 > max(least, powerLimit) }) ?? true
    else { return [piece] }
    return [inner, .repeated(inner, least: 0, most: nil, isLazy: isLazy), inner]
  }

  /// Pieces one after the other. As long as they have texts, these grow together.
  private static func sequence(_ pieces: [UAPNode]) -> UAPNecessity {
    var run = [UAPLiteral.empty]
    var clauses: [UAPClause] = []
    var isWhole = true
    func close() {
      if let clause = UAPClause(run) { clauses.append(clause) }
      isWhole = false
    }
    for piece in pieces.flatMap(UAPNecessity.parted) {
      switch UAPNecessity(piece) {
      case .clauses(let more):
        close()
        clauses += more
        run = [.empty]
      case .texts(let texts):
        if let longer = product(run, texts) {
          run = longer
        } else {
          close()
          run = texts
        }
      }
    }
    if isWhole { return .texts(run) }
    close()
    return .clauses(clauses)
  }
}
