/// Reads a pattern for the literals that its matches must have.
///
/// Shape: takes patterns that PCRE2 accepts, without UTF and `(?x)`; works on folded bytes, so that
/// case never matters.
/// Errors: what is not understood with certainty (recursion, back-references, conditions, verbs,
/// names, rare escapes) gives up the whole pattern: such a rule is tried on every agent. See
/// Docs/UserAgents.md for why what is left is sound.
struct UAPPatternParser {
  struct NotUnderstood: Error {}

  let pattern: [UInt8]
  var place = 0

  /// What every match of a pattern has; nothing where nothing is certain.
  static func clauses(_ pattern: String) -> [UAPClause] {
    var parser = UAPPatternParser(pattern: Array(pattern.utf8))
    do throws(NotUnderstood) {
      let all = try parser.alternation()
      return parser.next == nil ? all.closed : []
    } catch {
      return []
    }
  }

  private init(pattern: [UInt8]) { self.pattern = pattern }

  var next: UInt8? { peek(0) }

  func peek(_ ahead: Int) -> UInt8? {
    place + ahead < pattern.count ? pattern[place + ahead] : nil
  }

  /// Takes the next byte.
  mutating func take() throws(NotUnderstood) -> UInt8 {
    guard let byte = next else { throw NotUnderstood() }
    place += 1
    return byte
  }

  /// Takes the next byte when it is this one.
  mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: wanted) else { return false }
    place += 1
    return true
  }

  /// Branches up to the end of the group.
  mutating func alternation() throws(NotUnderstood) -> UAPNecessity {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return .branches(branches)
  }

  /// Pieces one after the other. As long as they have texts, these grow together.
  private mutating func sequence() throws(NotUnderstood) -> UAPNecessity {
    var run = [UAPLiteral.empty]
    var clauses: [UAPClause] = []
    var isWhole = true
    func close() {
      if let clause = UAPClause(run) { clauses.append(clause) }
      isWhole = false
    }
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      switch try quantified() {
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
    if isWhole { return .texts(run) }
    close()
    return .clauses(clauses)
  }

  private mutating func quantified() throws(NotUnderstood) -> UAPNecessity {
    let piece = try atom()
    guard let (least, most) = try quantifier() else { return piece }
    // Lazy or possessive: which match is found changes, not what it needs.
    if !take("?") { _ = take("+") }
    guard try quantifier() == nil else { throw NotUnderstood() }
    return piece.repeated(least, most)
  }

  /// How often the piece before stands; nil where it stands once.
  private mutating func quantifier() throws(NotUnderstood) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == UInt8(ascii: "{"), let after = peek(1) else { return nil }
    // `{,3}` and `{ 1 }` are text for some versions of PCRE2, quantifiers for others.
    guard ![0x20, 0x09, UInt8(ascii: ",")].contains(after) else { throw NotUnderstood() }
    guard (0x30...0x39).contains(after) else { return nil }
    place += 1
    guard let least = number() else { throw NotUnderstood() }
    if take("}") { return (least, least) }
    guard take(",") else { throw NotUnderstood() }
    if take("}") { return (least, nil) }
    guard let most = number(), most >= least, take("}") else { throw NotUnderstood() }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var (value, digits) = (0, 0)
    while let byte = next, (0x30...0x39).contains(byte), digits < 5 {
      value = value * 10 + Int(byte) - 0x30
      digits += 1
      place += 1
    }
    return digits == 0 ? nil : value
  }

  private mutating func atom() throws(NotUnderstood) -> UAPNecessity {
    let byte = try take()
    switch byte {
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["): return try classOfBytes()
    case UInt8(ascii: "."): return .unknown
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .position
    case UInt8(ascii: "\\"): return try escape()
    // The compiler would have refused a quantifier without a piece.
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): throw NotUnderstood()
    default: return .texts([UAPLiteral(byte)])
    }
  }

  private mutating func escape() throws(NotUnderstood) -> UAPNecessity {
    let byte = try take()
    switch byte {
    case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "w"), UInt8(ascii: "W"),
      UInt8(ascii: "s"), UInt8(ascii: "S"):
      return .unknown
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "Z"),
      UInt8(ascii: "z"):
      return .position
    default: return .texts([UAPLiteral(try Self.escaped(byte))])
    }
  }

  /// The byte that an escape stands for.
  static func escaped(_ byte: UInt8) throws(NotUnderstood) -> UInt8 {
    switch byte {
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    default:
      // Punctuation stands for itself; letters and digits are references, properties, quotes, …
      let isPunctuation =
        byte > 0x20 && byte < 0x7F && !(0x30...0x39).contains(byte)
        && !(0x61...0x7A).contains(byte | 0x20)
      guard isPunctuation || byte == 0x20 else { throw NotUnderstood() }
      return byte
    }
  }
}
