/// Cuts the text of an expression into tokens.
struct Lexer {
  private let text: [UInt8]
  private var place = 0

  init(_ text: String) { self.text = Array(text.utf8) }

  mutating func tokens() throws(ExpressionProblem) -> [Token] {
    var tokens: [Token] = []
    while true {
      let token = try next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ExpressionProblem) -> Token {
    while place < text.count, text[place] <= 32 { place += 1 }
    let start = place
    guard place < text.count else { return Token(kind: .end, offset: start, length: 0) }
    let kind: Token.Kind
    switch text[place] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): kind = .text(try quoted())
    case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = try number()
    case let c where Lexer.isNameStart(c): kind = .name(name())
    default: kind = .sign(try sign())
    }
    return Token(kind: kind, offset: start, length: place - start)
  }

  private static func isNameStart(_ c: UInt8) -> Bool {
    (c | 32) >= 97 && (c | 32) <= 122 || c == UInt8(ascii: "_")
  }

  private mutating func name() -> String {
    let start = place
    while place < text.count, Lexer.isNameStart(text[place]) || isDigit(text[place]) { place += 1 }
    return String(decoding: text[start..<place], as: UTF8.self)
  }

  private func isDigit(_ c: UInt8) -> Bool { c >= 48 && c <= 57 }

  private mutating func number() throws(ExpressionProblem) -> Token.Kind {
    let start = place
    var isDouble = false
    while place < text.count {
      let c = text[place]
      let isExponentSign =
        (c == UInt8(ascii: "-") || c == UInt8(ascii: "+")) && text[place - 1] | 32 == 101
      if c == UInt8(ascii: ".") || c | 32 == 101 || isExponentSign {
        isDouble = true
      } else if !isDigit(c) && !Lexer.isNameStart(c) {
        break
      }
      place += 1
    }
    let digits = String(decoding: text[start..<place], as: UTF8.self)
    if !isDouble, let value = Int64(digits) { return .integer(value) }
    // Swift reads more than decimal digits as a number (`0x1e`), and too many of them as infinite.
    let isDecimal = text[start..<place].allSatisfy { isDigit($0) || ".eE+-".utf8.contains($0) }
    if isDouble, isDecimal, let value = Double(digits), value.isFinite { return .double(value) }
    throw ExpressionProblem(kind: .badNumber(digits), offset: start, length: place - start)
  }

  private mutating func quoted() throws(ExpressionProblem) -> String {
    let (start, quote) = (place, text[place])
    var bytes: [UInt8] = []
    place += 1
    while place < text.count, text[place] != quote {
      if text[place] == UInt8(ascii: "\\") {
        bytes.append(try escaped())
      } else {
        bytes.append(text[place])
        place += 1
      }
    }
    guard place < text.count else {
      throw ExpressionProblem(kind: .unfinishedText, offset: start, length: text.count - start)
    }
    place += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func escaped() throws(ExpressionProblem) -> UInt8 {
    let start = place
    place += 1
    guard place < text.count else {
      throw ExpressionProblem(kind: .unfinishedText, offset: start, length: 1)
    }
    let c = text[place]
    place += 1
    switch c {
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return c
    default:
      while place < text.count, text[place] & 0xc0 == 0x80 { place += 1 }
      let shown = String(decoding: text[start..<place], as: UTF8.self)
      throw ExpressionProblem(kind: .badEscape(shown), offset: start, length: place - start)
    }
  }

  private mutating func sign() throws(ExpressionProblem) -> String {
    let two = place + 1 < text.count ? String(decoding: text[place...place + 1], as: UTF8.self) : ""
    if ["==", "!=", "<=", ">=", "&&", "||"].contains(two) {
      place += 2
      return two
    }
    let start = place
    place += 1
    while place < text.count, text[place] & 0xc0 == 0x80 { place += 1 }
    let one = String(decoding: text[start..<place], as: UTF8.self)
    if ["=", "&", "|"].contains(one) {
      let wanted = one + one
      throw ExpressionProblem(
        kind: .singleSign(found: one, wanted: wanted), offset: start, length: 1)
    }
    return one
  }
}
