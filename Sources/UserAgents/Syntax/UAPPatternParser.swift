/// Reads a pattern as a tree.
///
/// Shape: takes patterns that PCRE2 accepts, without UTF and `(?x)`.
/// Errors: what is not understood with certainty (recursion, back-references, conditions, verbs,
/// names, rare escapes) gives up the whole pattern: such a rule is tried on every agent. See
/// Docs/UserAgents.md for why what is left is sound.
struct UAPPatternParser {
  struct NotUnderstood: Error {}

  let pattern: [UInt8]
  var place = 0
  /// Whether letters stand for both cases.
  var foldsCase: Bool
  var groupCount = 0
  /// Whether all that was read stands in the tree.
  var isComplete = true

  /// The tree of a pattern; nil when it is not understood.
  static func tree(_ pattern: String, foldsCase: Bool) -> UAPSyntax? {
    var parser = UAPPatternParser(pattern: Array(pattern.utf8), foldsCase: foldsCase)
    guard let root = try? parser.alternation(), parser.next == nil else { return nil }
    return UAPSyntax(
      root: root, groupCount: parser.groupCount, isComplete: parser.isComplete)
  }

  private init(pattern: [UInt8], foldsCase: Bool) {
    self.pattern = pattern
    self.foldsCase = foldsCase
  }

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
  mutating func alternation() throws(NotUnderstood) -> UAPNode {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .branches(branches)
  }

  private mutating func sequence() throws(NotUnderstood) -> UAPNode {
    var pieces: [UAPNode] = []
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      pieces.append(try quantified())
    }
    return .sequence(pieces)
  }

  private mutating func quantified() throws(NotUnderstood) -> UAPNode {
    let piece = try atom()
    guard let (least, most) = try quantifier() else { return piece }
    let isLazy = take("?")
    if !isLazy, take("+") { isComplete = false }
    guard try quantifier() == nil else { throw NotUnderstood() }
    return .repeated(piece, least: least, most: most, isLazy: isLazy)
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

  private mutating func atom() throws(NotUnderstood) -> UAPNode {
    let byte = try take()
    switch byte {
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["): return .byte(try classOfBytes())
    case UInt8(ascii: "."): return .byte(.noLineFeed)
    case UInt8(ascii: "^"): return .position(.start)
    case UInt8(ascii: "$"): return .position(.lastLine)
    case UInt8(ascii: "\\"): return try escape()
    // The compiler would have refused a quantifier without a piece.
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): throw NotUnderstood()
    default: return .byte(literal(byte))
    }
  }

  private func literal(_ byte: UInt8) -> UAPByteSet {
    foldsCase ? UAPByteSet(byte).withBothCases : UAPByteSet(byte)
  }

  private mutating func escape() throws(NotUnderstood) -> UAPNode {
    let byte = try take()
    if let set = UAPPatternParser.kind(byte) { return .byte(set) }
    switch byte {
    case UInt8(ascii: "b"): return .position(.wordBorder)
    case UInt8(ascii: "B"): return .position(.noWordBorder)
    case UInt8(ascii: "A"): return .position(.start)
    case UInt8(ascii: "Z"): return .position(.lastLine)
    case UInt8(ascii: "z"): return .position(.end)
    default: return .byte(literal(try Self.escaped(byte)))
    }
  }

  /// The set that an escape stands for, in classes too.
  static func kind(_ byte: UInt8) -> UAPByteSet? {
    switch byte {
    case UInt8(ascii: "d"): .digits
    case UInt8(ascii: "D"): !.digits
    case UInt8(ascii: "w"): .wordBytes
    case UInt8(ascii: "W"): !.wordBytes
    case UInt8(ascii: "s"): .spaces
    case UInt8(ascii: "S"): !.spaces
    default: nil
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
