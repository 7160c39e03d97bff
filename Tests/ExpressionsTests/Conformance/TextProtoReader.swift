/// A place in the text of a text-format file.
struct TextProtoReader {
  private let text: [UInt8]
  private(set) var at = 0

  init(_ text: [UInt8]) {
    self.text = text
    skipBlanks()
  }

  var isAtEnd: Bool { at >= text.count }

  private mutating func skipBlanks() {
    while at < text.count {
      if text[at] <= 32 {
        at += 1
      } else if text[at] == UInt8(ascii: "#") {
        while at < text.count, text[at] != 10 { at += 1 }
      } else {
        return
      }
    }
  }

  mutating func skip(_ c: UInt8) -> Bool {
    guard at < text.count, text[at] == c else { return false }
    at += 1
    skipBlanks()
    return true
  }

  /// A name, a number, or the name of a type in brackets.
  mutating func name() -> String {
    let start = at
    let isType = text[at] == UInt8(ascii: "[")
    while at < text.count, isType ? text[at] != UInt8(ascii: "]") : isPart(text[at]) { at += 1 }
    if isType { at += 1 }
    precondition(at > start, "a name is missing at byte \(at)")
    defer { skipBlanks() }
    return String(decoding: text[start..<at], as: UTF8.self)
  }

  private func isPart(_ c: UInt8) -> Bool {
    (c | 32) &- 97 < 26 || c &- 48 < 10 || "_.+-/".utf8.contains(c)
  }

  /// A text in quotes, without its escapes.
  mutating func string() -> [UInt8]? {
    guard at < text.count, text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'") else {
      return nil
    }
    let quote = text[at]
    at += 1
    var bytes: [UInt8] = []
    while text[at] != quote {
      if text[at] == UInt8(ascii: "\\") { escape(&bytes) } else { bytes.append(take()) }
    }
    at += 1
    skipBlanks()
    return bytes
  }

  private mutating func take() -> UInt8 {
    at += 1
    return text[at - 1]
  }

  private mutating func escape(_ bytes: inout [UInt8]) {
    at += 1
    let c = take()
    switch c {
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      at -= 1
      bytes.append(UInt8(truncatingIfNeeded: digits(3, 8)))
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      bytes.append(UInt8(truncatingIfNeeded: digits(2, 16)))
    case UInt8(ascii: "u"): bytes += utf8(digits(4, 16))
    case UInt8(ascii: "U"): bytes += utf8(digits(8, 16))
    default:
      let plain: [UInt8: UInt8] = [97: 7, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9, 118: 11]
      bytes.append(plain[c] ?? c)
    }
  }

  private func utf8(_ code: Int) -> [UInt8] {
    Unicode.Scalar(UInt32(code)).map { Array(String(Character($0)).utf8) } ?? []
  }

  private mutating func digits(_ most: Int, _ radix: Int) -> Int {
    var value = 0
    for _ in 0..<most {
      guard let digit = Int(String(Character(Unicode.Scalar(text[at]))), radix: radix) else {
        break
      }
      value = value * radix + digit
      at += 1
    }
    return value
  }
}
