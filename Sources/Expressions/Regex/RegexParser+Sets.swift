extension RegexParser {
  /// The code point that stands here.
  mutating func scalar() throws(RegexProblem) -> UInt32 {
    var end = at + 1
    while end < text.count, text[end] & 0xc0 == 0x80 { end += 1 }
    let scalars = String(decoding: text[at..<end], as: UTF8.self).unicodeScalars
    guard let first = scalars.first else { throw problem("a character is missing") }
    at = end
    return first.value
  }

  /// A class such as `\d` or `\pL` that stands behind a backslash; nil for anything else.
  mutating func classEscape(from start: Int) throws(RegexProblem) -> ScalarSet? {
    if let set = ScalarSet.perl(here) {
      at += 1
      return set
    }
    guard here == UInt8(ascii: "p") || here == UInt8(ascii: "P") else { return nil }
    var isNegated = here == UInt8(ascii: "P")
    at += 1
    var name = ""
    if skip(UInt8(ascii: "{")) {
      if skip(UInt8(ascii: "^")) { isNegated.toggle() }
      while !isAtEnd, here != UInt8(ascii: "}") {
        name.unicodeScalars.append(Unicode.Scalar(here))
        at += 1
      }
      guard skip(UInt8(ascii: "}")) else { throw problem("'\\p{' has no '}'", at: start) }
    } else if !isAtEnd {
      name.unicodeScalars.append(Unicode.Scalar(here))
      at += 1
    }
    guard let set = ScalarSet.category(name) else {
      throw problem("there is no class '\\p{\(name)}' here", at: start)
    }
    return isNegated ? set.inverted : set
  }

  /// The code point of an escape whose letter stands here.
  mutating func escapedScalar(from start: Int) throws(RegexProblem) -> UInt32 {
    let c = here
    let code: UInt32?
    switch c {
    case UInt8(ascii: "a"): code = 7
    case UInt8(ascii: "f"): code = 12
    case UInt8(ascii: "n"): code = 10
    case UInt8(ascii: "r"): code = 13
    case UInt8(ascii: "t"): code = 9
    case UInt8(ascii: "v"): code = 11
    case UInt8(ascii: "0"):
      at += 1
      return octal()
    case UInt8(ascii: "x"):
      at += 1
      return try hex(from: start)
    default: code = c < 128 && !Lexer.isNameStart(c) && c &- 48 >= 10 ? UInt32(c) : nil
    }
    guard let code else {
      _ = try scalar()
      let shown = String(decoding: text[start..<at], as: UTF8.self)
      throw problem("'\(shown)' is no escape in a pattern", at: start)
    }
    at += 1
    return code
  }

  private mutating func octal() -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<2 where here &- 48 < 8 && !isAtEnd {
      value = value * 8 + UInt32(here &- 48)
      at += 1
    }
    return value
  }

  /// `\x41` or `\x{1f600}`.
  private mutating func hex(from start: Int) throws(RegexProblem) -> UInt32 {
    let isBraced = skip(UInt8(ascii: "{"))
    var digits = ""
    while !isAtEnd, digits.utf8.count < (isBraced ? 8 : 2),
      Unicode.Scalar(here).properties.isASCIIHexDigit
    {
      digits.unicodeScalars.append(Unicode.Scalar(here))
      at += 1
    }
    guard let value = UInt32(digits, radix: 16), value <= ScalarSet.highest,
      isBraced ? skip(UInt8(ascii: "}")) : digits.utf8.count == 2
    else { throw problem("a character's number is written '\\x41' or '\\x{1f600}'", at: start) }
    return value
  }

  /// The set behind `[`.
  mutating func bracketSet(from start: Int) throws(RegexProblem) -> ScalarSet {
    let isNegated = skip(UInt8(ascii: "^"))
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while isFirst || here != UInt8(ascii: "]") {
      guard !isAtEnd else { throw problem("this '[' has no ']'", at: start) }
      isFirst = false
      try addItem(to: &ranges, from: start)
    }
    at += 1
    let set = ScalarSet(ranges)
    return isNegated ? set.inverted : set
  }

  private mutating func addItem(
    to ranges: inout [ClosedRange<UInt32>], from start: Int
  ) throws(RegexProblem) {
    let itemStart = at
    if has("[:") {
      ranges += try posix().ranges
      return
    }
    if here == UInt8(ascii: "\\") {
      at += 1
      guard !isAtEnd else { throw problem("this '[' has no ']'", at: start) }
      if let inner = try classEscape(from: itemStart) {
        ranges += inner.ranges
        return
      }
      at = itemStart
    }
    let low = try setScalar()
    guard here == UInt8(ascii: "-"), at + 1 < text.count, text[at + 1] != UInt8(ascii: "]") else {
      return ranges.append(low...low)
    }
    at += 1
    let high = try setScalar()
    guard low <= high else { throw problem("the range ends before it begins", at: itemStart) }
    ranges.append(low...high)
  }

  private mutating func setScalar() throws(RegexProblem) -> UInt32 {
    let start = at
    guard skip(UInt8(ascii: "\\")) else { return try scalar() }
    guard !isAtEnd else { throw problem("this '[' has no ']'", at: start) }
    return try escapedScalar(from: start)
  }

  private mutating func posix() throws(RegexProblem) -> ScalarSet {
    let start = at
    at += 2
    let isNegated = skip(UInt8(ascii: "^"))
    var name = ""
    while !isAtEnd, here != UInt8(ascii: ":"), here != UInt8(ascii: "]") {
      name.unicodeScalars.append(Unicode.Scalar(here))
      at += 1
    }
    guard has(":]"), let set = ScalarSet.posix(name) else {
      throw problem("there is no class '[:\(name):]'", at: start)
    }
    at += 2
    return isNegated ? set.inverted : set
  }
}
