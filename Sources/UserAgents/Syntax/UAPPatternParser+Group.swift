extension UAPPatternParser {
  /// A group, behind its parenthesis.
  mutating func group() throws(NotUnderstood) -> UAPNode {
    // `(*COMMIT)`, `(*ACCEPT)` and their like.
    guard next != UInt8(ascii: "*") else { throw NotUnderstood() }
    guard take("?") else {
      groupCount += 1
      let number = groupCount
      return .group(try inner(), number: number)
    }
    switch try take() {
    case UInt8(ascii: ":"):
      return try inner()
    case UInt8(ascii: ">"):
      isComplete = false
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

  /// Options end with the group in which they stand.
  private mutating func inner() throws(NotUnderstood) -> UAPNode {
    let outer = foldsCase
    let inner = try alternation()
    guard take(")") else { throw NotUnderstood() }
    foldsCase = outer
    return inner
  }

  /// Takes no bytes, and only ever forbids a match.
  private mutating func lookAround() throws(NotUnderstood) -> UAPNode {
    _ = try inner()
    isComplete = false
    return .nothing
  }

  /// `(?i)` for the rest of the group, or `(?i:…)`. Lines, dots and greed do not change which
  /// literals are needed; `x` changes what a literal is.
  private mutating func options() throws(NotUnderstood) -> UAPNode {
    let outer = foldsCase
    var isOn = true
    while let byte = next, "imsU-".utf8.contains(byte) {
      place += 1
      switch byte {
      case UInt8(ascii: "i"): foldsCase = isOn
      case UInt8(ascii: "-"): isOn = false
      default: isComplete = false
      }
    }
    if take(":") {
      let inner = try inner()
      foldsCase = outer
      return inner
    }
    guard take(")") else { throw NotUnderstood() }
    return .nothing
  }

  /// A class of bytes, behind its bracket.
  mutating func classOfBytes() throws(NotUnderstood) -> UAPByteSet {
    let isNegated = take("^")
    var set = UAPByteSet()
    var isFirst = true
    while isFirst || next != UInt8(ascii: "]") {
      isFirst = false
      let (first, single) = try member()
      guard let single, next == UInt8(ascii: "-"), let end = peek(1), end != UInt8(ascii: "]")
      else {
        set = set | first
        continue
      }
      place += 1
      // `[a-\d]`: the hyphen is text there.
      guard let last = try member().single, single <= last else { throw NotUnderstood() }
      set = set | UAPByteSet(single...last)
    }
    place += 1
    if foldsCase { set = set.withBothCases }
    return isNegated ? !set : set
  }

  /// A member of a class; `single` is nil for one that stands for many bytes.
  private mutating func member() throws(NotUnderstood) -> (set: UAPByteSet, single: UInt8?) {
    var byte = try take()
    if byte == UInt8(ascii: "["), let after = next, ":.=".utf8.contains(after) {
      throw NotUnderstood()
    }
    if byte == UInt8(ascii: "\\") {
      let escape = try take()
      if let set = UAPPatternParser.kind(escape) { return (set, nil) }
      byte = try Self.escaped(escape)
    }
    return (UAPByteSet(byte), byte)
  }
}
