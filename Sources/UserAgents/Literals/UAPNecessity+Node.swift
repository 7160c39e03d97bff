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

  /// The one text that a set stands for: a byte, or a letter in both cases.
  private static func single(_ set: UAPByteSet) -> UAPLiteral? {
    guard set.count <= 2, let byte = set.last else { return nil }
    if set.count == 1 { return UAPLiteral(byte) }
    guard UAPLiteral.isLetter(byte), set.contains(byte ^ 0x20) else { return nil }
    return UAPLiteral(byte, anyCase: true)
  }

  /// Pieces one after the other. As long as they have texts, these grow together.
  private static func sequence(_ pieces: [UAPNode]) -> UAPNecessity {
    var sequence = UAPSequence()
    for piece in pieces {
      switch piece {
      case .byte(let set):
        if let literal = single(set), sequence.append(literal) { continue }
        sequence.append(UAPNecessity(piece))
      case .repeated(let inner, let least, let most, _)
      where least > 0 && most.map { $0 > max(least, powerLimit) } ?? true:
        // `a+` is `a`, something, `a`: the first one stands behind what came before, the last one
        // before what follows. They may be the same one.
        let inner = UAPNecessity(inner)
        sequence.append(inner)
        sequence.append(.unknown)
        sequence.append(inner)
      default: sequence.append(UAPNecessity(piece))
      }
    }
    return sequence.necessity
  }
}
