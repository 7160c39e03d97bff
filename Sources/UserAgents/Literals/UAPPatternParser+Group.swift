extension UAPPatternParser {
  /// A group, behind its parenthesis.
  mutating func group() throws(NotUnderstood) -> UAPNecessity {
    // `(*COMMIT)`, `(*ACCEPT)` and their like.
    guard next != UInt8(ascii: "*") else { throw NotUnderstood() }
    guard take("?") else { return try inner() }
    switch try take() {
    case UInt8(ascii: ":"), UInt8(ascii: ">"):
      return try inner()
    case UInt8(ascii: "="), UInt8(ascii: "!"):
      return try lookAround()
    case UInt8(ascii: "<"):
      guard take("=") || take("!") else { throw NotUnderstood() }
      return try lookAround()
    default:
      place -= 1
      return try options()
    }
  }

  private mutating func inner() throws(NotUnderstood) -> UAPNecessity {
    let inner = try alternation()
    guard take(")") else { throw NotUnderstood() }
    return inner
  }

  /// Takes no bytes, and only ever forbids a match.
  private mutating func lookAround() throws(NotUnderstood) -> UAPNecessity {
    _ = try inner()
    return .position
  }

  /// `(?i)` for the rest of the group, or `(?i:…)`. Case, lines, dots and greed do not change which
  /// literals are needed; `x` changes what a literal is.
  private mutating func options() throws(NotUnderstood) -> UAPNecessity {
    while let byte = next, "imsU-".utf8.contains(byte) { place += 1 }
    if take(":") { return try inner() }
    guard take(")") else { throw NotUnderstood() }
    return .position
  }

  /// A class of bytes, behind its bracket.
  mutating func classOfBytes() throws(NotUnderstood) -> UAPNecessity {
    let isNegated = take("^")
    var members: [UInt8] = []
    var isLarge = isNegated
    var isFirst = true
    while isFirst || next != UInt8(ascii: "]") {
      isFirst = false
      guard let first = try member() else {
        isLarge = true
        continue
      }
      guard next == UInt8(ascii: "-"), let end = peek(1), end != UInt8(ascii: "]") else {
        members.append(first)
        continue
      }
      place += 1
      // `[a-\d]`: the hyphen is text there.
      guard let last = try member(), first <= last else { throw NotUnderstood() }
      if last - first > 16 { isLarge = true } else { members += first...last }
    }
    place += 1
    if isLarge || members.count > 32 { return .unknown }
    var texts: [UAPLiteral] = []
    for member in members where !texts.contains(UAPLiteral(member)) {
      texts.append(UAPLiteral(member))
    }
    // More digits or letters than this hardly narrow anything.
    return texts.count <= 10 ? .texts(texts) : .unknown
  }

  /// A member of a class, or nil for one that stands for many bytes.
  private mutating func member() throws(NotUnderstood) -> UInt8? {
    let byte = try take()
    if byte == UInt8(ascii: "["), let after = next, ":.=".utf8.contains(after) {
      throw NotUnderstood()
    }
    guard byte == UInt8(ascii: "\\") else { return byte }
    let escape = try take()
    return "dDwWsS".utf8.contains(escape) ? nil : try Self.escaped(escape)
  }
}
