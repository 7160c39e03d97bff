extension Lexer {
  /// What stands before the quotes of a text: `r` for one without escapes, `b` for bytes.
  private struct Prefix {
    var isRaw = false
    var isBytes = false
    var length = 0
  }

  /// The text or bytes that begin here; nil when a name begins.
  mutating func quoted() throws(ExpressionProblem) -> Token.Kind? {
    let prefix = prefix
    let quote = byte(at: place + prefix.length)
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let start = place
    place += prefix.length
    let isTriple = byte(at: place + 1) == quote && byte(at: place + 2) == quote
    let length = isTriple ? 3 : 1
    place += length
    var bytes: [UInt8] = []
    while !closes(quote, length) {
      let isBroken = !isTriple && (byte(at: place) == 10 || byte(at: place) == 13)
      guard place < text.count, !isBroken else {
        throw ExpressionProblem(kind: .unfinishedText, offset: start, length: text.count - start)
      }
      if text[place] == UInt8(ascii: "\\"), !prefix.isRaw {
        try appendEscape(&bytes, prefix.isBytes)
      } else {
        bytes.append(text[place])
        place += 1
      }
    }
    place += length
    return prefix.isBytes ? .bytes(bytes) : .text(String(decoding: bytes, as: UTF8.self))
  }

  private var prefix: Prefix {
    var prefix = Prefix()
    while prefix.length < 2 {
      let c = byte(at: place + prefix.length) | 32
      if c == UInt8(ascii: "r"), !prefix.isRaw {
        prefix.isRaw = true
      } else if c == UInt8(ascii: "b"), !prefix.isBytes {
        prefix.isBytes = true
      } else {
        break
      }
      prefix.length += 1
    }
    return prefix
  }

  private func closes(_ quote: UInt8, _ length: Int) -> Bool {
    guard place + length <= text.count else { return false }
    for i in 0..<length where text[place + i] != quote { return false }
    return true
  }

  private mutating func appendEscape(
    _ bytes: inout [UInt8], _ isBytes: Bool
  ) throws(ExpressionProblem) {
    let start = place
    place += 1
    guard place < text.count else {
      throw ExpressionProblem(kind: .unfinishedText, offset: start, length: 1)
    }
    let c = text[place]
    place += 1
    if let short = Lexer.shortEscape(c) {
      bytes.append(short)
      return
    }
    let code: UInt32?
    switch c {
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      place -= 1
      code = digits(3, radix: 8)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): code = digits(2, radix: 16)
    case UInt8(ascii: "u") where !isBytes: code = digits(4, radix: 16)
    case UInt8(ascii: "U") where !isBytes: code = digits(8, radix: 16)
    default: code = nil
    }
    if let code, isBytes, code < 256 {
      bytes.append(UInt8(code))
    } else if let code, let scalar = Unicode.Scalar(code), !isBytes {
      bytes += Array(String(Character(scalar)).utf8)
    } else {
      while place < text.count, text[place] & 0xc0 == 0x80 { place += 1 }
      let shown = string(start..<place)
      throw ExpressionProblem(kind: .badEscape(shown), offset: start, length: place - start)
    }
  }

  private static func shortEscape(_ c: UInt8) -> UInt8? {
    switch c {
    case UInt8(ascii: "a"): 7
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "v"): 11
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"),
      UInt8(ascii: "?"):
      c
    default: nil
    }
  }

  /// The number of exactly `count` digits, which then lie behind; nil when there are fewer.
  private mutating func digits(_ count: Int, radix: Int) -> UInt32? {
    guard place + count <= text.count else { return nil }
    let digits = text[place..<place + count]
    guard digits.allSatisfy({ $0 != 43 && $0 != 45 }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: radix)
    else { return nil }
    place += count
    return value
  }
}
