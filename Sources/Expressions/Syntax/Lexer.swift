/// Cuts the text of an expression into tokens.
struct Lexer {
  let text: [UInt8]
  var place = 0

  init(_ text: String, from place: Int = 0) {
    self.text = Array(text.utf8)
    self.place = place
  }

  /// All tokens, the last of which is the end; of a part in braces the brace that closes it.
  mutating func tokens(inBraces: Bool = false) throws(ExpressionProblem) -> [Token] {
    var tokens: [Token] = []
    var depth = 0
    while true {
      let token = try next()
      if token.kind == .sign("{") { depth += 1 }
      if token.kind == .sign("}") { depth -= 1 }
      if inBraces && depth < 0 {
        tokens.append(Token(kind: .end, offset: token.offset, length: 1))
        return tokens
      }
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ExpressionProblem) -> Token {
    skipBlanks()
    let start = place
    guard place < text.count else { return Token(kind: .end, offset: start, length: 0) }
    let kind: Token.Kind
    switch text[place] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = try number()
    case UInt8(ascii: ".") where isDigit(at: place + 1): kind = try number()
    case UInt8(ascii: "`"): kind = .quotedName(try quotedName())
    case let c where Lexer.isNameStart(c) || c == UInt8(ascii: "\"") || c == UInt8(ascii: "'"):
      kind = try quoted() ?? .name(name())
    default: kind = .sign(try sign())
    }
    return Token(kind: kind, offset: start, length: place - start)
  }

  /// Moves over blanks and comments, which go from `//` to the end of the line.
  private mutating func skipBlanks() {
    while place < text.count {
      if text[place] <= 32 {
        place += 1
      } else if text[place] == UInt8(ascii: "/"), byte(at: place + 1) == UInt8(ascii: "/") {
        while place < text.count, text[place] != 10 { place += 1 }
      } else {
        return
      }
    }
  }

  func byte(at index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  static func isNameStart(_ c: UInt8) -> Bool {
    (c | 32) >= 97 && (c | 32) <= 122 || c == UInt8(ascii: "_")
  }

  func isDigit(at index: Int) -> Bool { byte(at: index) &- 48 < 10 }

  private func isNamePart(at index: Int) -> Bool {
    isDigit(at: index) || Lexer.isNameStart(byte(at: index))
  }

  private mutating func name() -> String {
    let start = place
    while isNamePart(at: place) { place += 1 }
    return string(start..<place)
  }

  private mutating func quotedName() throws(ExpressionProblem) -> String {
    let start = place
    place += 1
    while place < text.count, text[place] != UInt8(ascii: "`") { place += 1 }
    guard place < text.count else {
      throw ExpressionProblem(kind: .unfinishedText, offset: start, length: text.count - start)
    }
    place += 1
    return string(start + 1..<place - 1)
  }

  private mutating func number() throws(ExpressionProblem) -> Token.Kind {
    let start = place
    let isHex = byte(at: place) == 48 && byte(at: place + 1) | 32 == 120
    let isDouble = isHex ? passHex() : passDecimal()
    let digits = string(start..<place)
    let isUnsigned = digits.hasSuffix("u") || digits.hasSuffix("U")
    let bare = isUnsigned ? digits.dropLast() : digits[...]
    if isHex, let value = UInt64(bare.dropFirst(2), radix: 16) {
      return .integer(value, isUnsigned: isUnsigned)
    }
    if !isHex, !isDouble, let value = UInt64(bare) {
      return .integer(value, isUnsigned: isUnsigned)
    }
    // Swift reads more than decimal digits as a number, and too many of them as infinite.
    let isDecimal = text[start..<place].allSatisfy { $0 &- 48 < 10 || ".eE+-".utf8.contains($0) }
    if isDouble, isDecimal, let value = Double(bare), value.isFinite { return .double(value) }
    throw ExpressionProblem(kind: .badNumber(digits), offset: start, length: place - start)
  }

  private mutating func passHex() -> Bool {
    place += 2
    while isNamePart(at: place) { place += 1 }
    return false
  }

  /// Moves over what looks like a number; gives whether a point or an exponent was among it.
  private mutating func passDecimal() -> Bool {
    var isDouble = false
    while place < text.count {
      let c = text[place]
      let isExponentSign =
        (c == UInt8(ascii: "-") || c == UInt8(ascii: "+")) && isDouble
        && text[place - 1] | 32 == 101
      if c == UInt8(ascii: ".") {
        guard isDigit(at: place + 1) else { return isDouble }
        isDouble = true
      } else if c | 32 == 101 || isExponentSign {
        isDouble = true
      } else if !isNamePart(at: place) {
        return isDouble
      }
      place += 1
    }
    return isDouble
  }

  private mutating func sign() throws(ExpressionProblem) -> String {
    let two = place + 1 < text.count ? string(place..<place + 2) : ""
    if ["==", "!=", "<=", ">=", "&&", "||"].contains(two) {
      place += 2
      return two
    }
    let start = place
    place += 1
    while place < text.count, text[place] & 0xc0 == 0x80 { place += 1 }
    let one = string(start..<place)
    if ["=", "&", "|"].contains(one) {
      throw ExpressionProblem(
        kind: .singleSign(found: one, wanted: one + one), offset: start, length: 1)
    }
    return one
  }
}
