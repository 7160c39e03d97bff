/// A reader of JSON byte by byte, as RFC 8259 has it, that others are compared with.
public struct ModelJSON {
  /// A value, and where it stands.
  public indirect enum Value: Equatable {
    case string([UInt8])
    case other([UInt8])
    case array([Value])
    case object([Member])
  }

  /// A key without escapes, and the bytes that its value takes.
  public struct Member: Equatable {
    public let key: [UInt8]
    public let value: Value
    public let raw: [UInt8]

    public init(key: [UInt8], value: Value, raw: [UInt8]) {
      self.key = key
      self.value = value
      self.raw = raw
    }
  }

  /// Where a text goes wrong, and what was expected there.
  public struct Wrong: Error, Equatable, CustomStringConvertible {
    public let offset: Int
    public let message: String

    public var description: String { "expected \(message) at byte \(offset)" }
  }

  private let text: [UInt8]
  private var at = 0

  private init(_ text: [UInt8]) { self.text = text }

  /// The only value of a text.
  public static func value(_ text: [UInt8]) throws(Wrong) -> Value {
    var model = ModelJSON(text)
    model.skipBlanks()
    let value = try model.value(depth: 1)
    model.skipBlanks()
    guard model.at == text.count else { throw model.wrong("the end of the text") }
    return value
  }

  private var here: UInt8? { at < text.count ? text[at] : nil }

  private func wrong(_ message: String) -> Wrong { Wrong(offset: at, message: message) }

  private mutating func skipBlanks() {
    while let here, [32, 9, 10, 13].contains(here) { at += 1 }
  }

  private mutating func skip(_ c: Character) -> Bool {
    guard here == c.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(Wrong) -> Value {
    guard depth <= 64 else { throw wrong("at most 64 values inside one another") }
    let start = at
    switch here {
    case 34: return .string(try string())
    case 123: return .object(try members(depth: depth))
    case 91: return .array(try elements(depth: depth))
    default:
      for word in ["true", "false", "null"] where text[at...].starts(with: word.utf8) {
        at += word.utf8.count
        return .other(Array(word.utf8))
      }
      try number()
      return .other(Array(text[start..<at]))
    }
  }

  private mutating func number() throws(Wrong) {
    guard let here, here == 45 || (48...57).contains(here) else { throw wrong("a value") }
    _ = skip("-")
    if !skip("0") { try digits() }
    if skip(".") { try digits() }
    guard skip("e") || skip("E") else { return }
    if !skip("+") { _ = skip("-") }
    try digits()
  }

  private mutating func digits() throws(Wrong) {
    let start = at
    while let here, (48...57).contains(here) { at += 1 }
    if at == start { throw wrong("a digit") }
  }

  private mutating func elements(depth: Int) throws(Wrong) -> [Value] {
    at += 1
    var list: [Value] = []
    while try goesOn("]", isFirst: list.isEmpty, "',' or ']'") {
      list.append(try value(depth: depth + 1))
    }
    return list
  }

  private mutating func members(depth: Int) throws(Wrong) -> [Member] {
    at += 1
    var list: [Member] = []
    while try goesOn("}", isFirst: list.isEmpty, "',' or '}'") {
      guard here == 34 else { throw wrong("a key in quotes") }
      let key = try string()
      skipBlanks()
      guard skip(":") else { throw wrong("':'") }
      skipBlanks()
      let start = at
      let value = try value(depth: depth + 1)
      list.append(Member(key: key, value: value, raw: Array(text[start..<at])))
    }
    return list
  }

  private mutating func goesOn(
    _ close: Character, isFirst: Bool, _ message: String
  ) throws(Wrong) -> Bool {
    skipBlanks()
    if skip(close) { return false }
    if isFirst { return true }
    guard skip(",") else { throw wrong(message) }
    skipBlanks()
    return true
  }

  private mutating func string() throws(Wrong) -> [UInt8] {
    at += 1
    let start = at
    var units: [UInt16] = []
    var bytes: [UInt8] = []
    // Escaped code units wait until it is known whether the next one is their partner.
    func settled() -> [UInt8] { Array(String(decoding: units, as: UTF16.self).utf8) }
    while let here, here >= 32 {
      at += 1
      if here == 34 {
        let isWhole = String(validating: text[start..<at - 1], as: UTF8.self) != nil
        guard isWhole else { throw Wrong(offset: start, message: "well-formed UTF-8") }
        return bytes + settled()
      }
      if here == 92 {
        units.append(try escape())
      } else {
        bytes += settled() + [here]
        units = []
      }
    }
    guard here == nil else { throw wrong("an escape for the control character") }
    throw wrong("'\"' at the end of the string")
  }

  private mutating func escape() throws(Wrong) -> UInt16 {
    let expected = "an escape such as \\n or \\u0041"
    let short: [Character: UInt16] = [
      "\"": 34, "\\": 92, "/": 47, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
    ]
    for (letter, unit) in short where skip(letter) { return unit }
    guard skip("u") else { throw wrong(expected) }
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let here, let digit = Character(UnicodeScalar(here)).hexDigitValue, here < 128 else {
        throw wrong(expected)
      }
      unit = unit << 4 | UInt16(digit)
      at += 1
    }
    return unit
  }
}
