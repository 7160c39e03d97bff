/// Reads patterns in the syntax of RE2.
struct RegexParser {
  private struct Flags {
    var foldsCase = false
    var dotTakesNewline = false
    var isMultiline = false
  }

  let text: [UInt8]
  var at = 0
  private var depth = 0
  private var flags = Flags()

  init(_ pattern: String) { text = Array(pattern.utf8) }

  static func parse(_ pattern: String) throws(RegexProblem) -> RegexTree {
    var parser = RegexParser(pattern)
    let tree = try parser.choice()
    guard parser.isAtEnd else { throw parser.problem("this ')' has no '('") }
    return tree
  }

  var isAtEnd: Bool { at >= text.count }
  var here: UInt8 { at < text.count ? text[at] : 0 }

  mutating func skip(_ c: UInt8) -> Bool {
    guard !isAtEnd, text[at] == c else { return false }
    at += 1
    return true
  }

  func has(_ prefix: StaticString) -> Bool {
    guard at + prefix.utf8CodeUnitCount <= text.count else { return false }
    for i in 0..<prefix.utf8CodeUnitCount where text[at + i] != prefix.utf8Start[i] { return false }
    return true
  }

  func problem(_ message: String, at offset: Int? = nil) -> RegexProblem {
    RegexProblem(message: message, offset: min(offset ?? at, text.count))
  }

  private mutating func choice() throws(RegexProblem) -> RegexTree {
    depth += 1
    defer { depth -= 1 }
    guard depth <= RegexLimits.depth else { throw problem("the pattern has too many brackets") }
    var parts = [try sequence()]
    while skip(UInt8(ascii: "|")) { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(RegexProblem) -> RegexTree {
    var parts: [RegexTree] = []
    while !isAtEnd, here != UInt8(ascii: "|"), here != UInt8(ascii: ")") {
      guard let atom = try atom() else { continue }
      parts.append(try repeated(atom))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  /// The next piece; nil for what only sets flags.
  private mutating func atom() throws(RegexProblem) -> RegexTree? {
    let start = at
    switch here {
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["):
      at += 1
      return .set(fold(try bracketSet(from: start)))
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      throw problem("there is nothing before '\(Character(Unicode.Scalar(here)))' to repeat")
    case UInt8(ascii: "."):
      at += 1
      return .set(flags.dotTakesNewline ? .all : ScalarSet([10...10]).inverted)
    case UInt8(ascii: "^"):
      at += 1
      return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case UInt8(ascii: "$"):
      at += 1
      return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case UInt8(ascii: "\\"): return try escape()
    default: return literal(try scalar())
    }
  }

  private func literal(_ code: UInt32) -> RegexTree { .set(fold(ScalarSet([code...code]))) }

  private func fold(_ set: ScalarSet) -> ScalarSet { flags.foldsCase ? set.folded : set }

  private mutating func repeated(_ atom: RegexTree) throws(RegexProblem) -> RegexTree {
    let start = at
    var tree = atom
    if skip(UInt8(ascii: "*")) {
      tree = .repeated(atom, least: 0, most: nil)
    } else if skip(UInt8(ascii: "+")) {
      tree = .repeated(atom, least: 1, most: nil)
    } else if skip(UInt8(ascii: "?")) {
      tree = .repeated(atom, least: 0, most: 1)
    } else if here == UInt8(ascii: "{"), let range = try counts() {
      tree = .repeated(atom, least: range.least, most: range.most)
    } else {
      return tree
    }
    // Lazy or not is one for a match that is only found or not.
    _ = skip(UInt8(ascii: "?"))
    if [UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?")].contains(here) {
      throw problem("a repetition cannot be repeated; put brackets around it", at: start)
    }
    return tree
  }

  /// The numbers of `{2}`, `{2,}`, `{2,5}`; nil when the brace is just a brace.
  private mutating func counts() throws(RegexProblem) -> (least: Int, most: Int?)? {
    let start = at
    at += 1
    guard let least = number() else {
      at = start
      return nil
    }
    var most: Int? = least
    if skip(UInt8(ascii: ",")) { most = here == UInt8(ascii: "}") ? nil : number() ?? -1 }
    guard skip(UInt8(ascii: "}")), most != -1 else {
      at = start
      return nil
    }
    guard least <= RegexLimits.repeats, (most ?? 0) <= RegexLimits.repeats, least <= most ?? least
    else {
      throw problem(
        "a repetition is at most {\(RegexLimits.repeats)}, and its numbers rise", at: start)
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let start = at
    var value = 0
    while here &- 48 < 10, !isAtEnd {
      value = min(value * 10 + Int(here &- 48), 1_000_000)
      at += 1
    }
    return at > start ? value : nil
  }

  private mutating func group() throws(RegexProblem) -> RegexTree? {
    let start = at
    let outer = flags
    at += 1
    if skip(UInt8(ascii: "?")) {
      if has("P<") || has("<"), !has("<="), !has("<!") {
        try name(from: start)
      } else if try setFlags(from: start) {
        return nil
      }
    }
    let inner = try choice()
    flags = outer
    guard skip(UInt8(ascii: ")")) else { throw problem("this '(' has no ')'", at: start) }
    return inner
  }

  private mutating func name(from start: Int) throws(RegexProblem) {
    while !isAtEnd, here != UInt8(ascii: ">") { at += 1 }
    guard skip(UInt8(ascii: ">")) else {
      throw problem("the name of a group ends with '>'", at: start)
    }
  }

  /// Reads flags up to `:` or `)`; true when they stand alone.
  private mutating func setFlags(from start: Int) throws(RegexProblem) -> Bool {
    var value = true
    while !isAtEnd {
      let c = here
      at += 1
      switch c {
      case UInt8(ascii: "i"): flags.foldsCase = value
      case UInt8(ascii: "s"): flags.dotTakesNewline = value
      case UInt8(ascii: "m"): flags.isMultiline = value
      case UInt8(ascii: "U"): break
      case UInt8(ascii: "-"): value = false
      case UInt8(ascii: ":"): return false
      case UInt8(ascii: ")"): return true
      case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        throw problem("patterns cannot look ahead or behind", at: start)
      default: throw problem("'\(Character(Unicode.Scalar(c)))' is no flag of a group", at: at - 1)
      }
    }
    throw problem("this '(' has no ')'", at: start)
  }

  private mutating func escape() throws(RegexProblem) -> RegexTree? {
    let start = at
    at += 1
    guard !isAtEnd else { throw problem("the pattern ends with '\\'", at: start) }
    let c = here
    if let set = try classEscape(from: start) { return .set(fold(set)) }
    switch c {
    case UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "b"), UInt8(ascii: "B"):
      at += 1
      return .assertion(
        c == UInt8(ascii: "A")
          ? .textStart : c == UInt8(ascii: "z") ? .textEnd : c == 98 ? .wordEdge : .noWordEdge)
    case UInt8(ascii: "Q"):
      at += 1
      return try verbatim()
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      throw problem("patterns cannot refer back to a group", at: start)
    default: return literal(try escapedScalar(from: start))
    }
  }

  /// What stands between `\Q` and `\E`.
  private mutating func verbatim() throws(RegexProblem) -> RegexTree {
    var parts: [RegexTree] = []
    while !isAtEnd {
      if has("\\E") {
        at += 2
        break
      }
      parts.append(literal(try scalar()))
    }
    return .sequence(parts)
  }
}
