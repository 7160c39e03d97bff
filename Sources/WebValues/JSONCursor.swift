import CKernels
import EventModel

/// A place in JSON text that moves over whole values.
struct JSONCursor {
  private let text: Bytes
  private let nesting: Int
  private var at = 0

  init(_ text: Bytes, nesting: Int) {
    self.text = text
    self.nesting = nesting
  }

  var isAtEnd: Bool { at >= text.count }

  /// The byte here; 0, which no JSON text may hold, at the end.
  private var here: UInt8 { at < text.count ? text[at] : 0 }

  func error(_ message: JSONError.Message) -> JSONError {
    JSONError(offset: min(at, text.count), message: message)
  }

  /// Whether `c` stands here; then it lies behind.
  @inline(__always)
  mutating func skip(_ c: UInt8) -> Bool {
    guard at < text.count, text[at] == c else { return false }
    at &+= 1
    return true
  }

  @inline(__always)
  mutating func skipBlanks() {
    while at < text.count, text[at] <= 32,
      text[at] == 32 || text[at] == 10 || text[at] == 13 || text[at] == 9
    {
      at &+= 1
    }
  }

  /// Whether another item of a list follows, not its closing bracket; moves before the item.
  @inline(__always)
  mutating func advance(
    _ close: UInt8, isFirst: Bool, _ message: JSONError.Message
  ) throws(JSONError) -> Bool {
    skipBlanks()
    if skip(close) { return false }
    if isFirst { return true }
    guard skip(44) else { throw error(message) }
    skipBlanks()
    return true
  }

  /// A key, a colon and a value.
  mutating func member(depth: Int) throws(JSONError) -> JSONMember {
    guard here == 34 else { throw error(.key) }
    let start = at &+ 1
    let isEscaped = try passString()
    let key = text.slice(start, at &- 1)
    skipBlanks()
    guard skip(58) else { throw error(.colon) }
    skipBlanks()
    return JSONMember(key: key, isKeyEscaped: isEscaped, value: try value(depth: depth))
  }

  /// The value that begins here.
  @inline(__always)
  mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    let start = at
    if depth <= JSONScanner.depthLimit, here == 34, passPlainString() {
      return JSONValue(kind: .string, raw: text.slice(start, at), isEscaped: false)
    }
    var isEscaped = false
    let kind = try pass(depth: depth, &isEscaped)
    return JSONValue(kind: kind, raw: text.slice(start, at), isEscaped: isEscaped)
  }

  /// Moves over a value that is no plain string.
  @inline(never)
  private mutating func pass(
    depth: Int, _ isEscaped: inout Bool
  ) throws(JSONError) -> JSONValue.Kind {
    guard depth <= JSONScanner.depthLimit else { throw error(.depth) }
    switch here {
    case 34:
      isEscaped = try passString()
      return .string
    case 123:
      guard depth <= nesting else { throw error(.depth) }
      try passObject(depth: depth)
      return .object
    case 91:
      guard depth <= nesting else { throw error(.depth) }
      try passArray(depth: depth)
      return .array
    case 45, 48...57:
      try passNumber()
      return .number
    case 116 where passWord("true"): return .true
    case 102 where passWord("false"): return .false
    case 110 where passWord("null"): return .null
    default: throw error(.value)
    }
  }

  private mutating func passObject(depth: Int) throws(JSONError) {
    at &+= 1
    var isFirst = true
    while try advance(125, isFirst: isFirst, .commaOrBrace) {
      _ = try member(depth: depth + 1)
      isFirst = false
    }
  }

  private mutating func passArray(depth: Int) throws(JSONError) {
    at &+= 1
    var isFirst = true
    while try advance(93, isFirst: isFirst, .commaOrBracket) {
      _ = try value(depth: depth + 1)
      isFirst = false
    }
  }

  private mutating func passWord(_ word: StaticString) -> Bool {
    guard text.slice(at, text.count).hasPrefix(word) else { return false }
    at &+= word.utf8CodeUnitCount
    return true
  }

  private mutating func passNumber() throws(JSONError) {
    _ = skip(45)
    if !skip(48) { try passDigits() }
    if skip(46) { try passDigits() }
    if skip(101) || skip(69) {
      if !skip(43) { _ = skip(45) }
      try passDigits()
    }
  }

  private mutating func passDigits() throws(JSONError) {
    guard ASCII.isDigit(here) else { throw error(.digit) }
    while ASCII.isDigit(here) { at &+= 1 }
  }

  /// Moves over a string of ASCII without escapes, as most are, whose quote stands here; false, with
  /// nothing passed, for all others.
  ///
  /// Cost: 16 bytes at a time, one mask each.
  @inline(__always)
  private mutating func passPlainString() -> Bool {
    var place = at &+ 1
    while place < text.count {
      let stops = ck_json_stop16(text.start + place)
      guard stops != 0 else {
        place &+= 16
        continue
      }
      place &+= stops.trailingZeroBitCount
      // What stands behind the text is not its own.
      guard place < text.count, text[place] == 34 else { return false }
      at = place &+ 1
      return true
    }
    return false
  }

  /// Moves over a string; gives whether it holds escapes.
  @inline(__always)
  private mutating func passString() throws(JSONError) -> Bool {
    passPlainString() ? false : try passAnyString()
  }

  @inline(never)
  private mutating func passAnyString() throws(JSONError) -> Bool {
    at &+= 1
    let start = at
    var isEscaped = false
    var high: UInt32 = 0
    while at < text.count {
      let p = text.start + at
      let left = text.count &- at
      let mask = ByteGroup.first(left, ck_json_escape16(p))
      high |= ByteGroup.first(left, ck_high16(p))
      if mask == 0 {
        at &+= 16
        continue
      }
      at &+= mask.trailingZeroBitCount
      if text[at] == 34 {
        if high != 0 { try checkUTF8(from: start) }
        at &+= 1
        return isEscaped
      }
      guard text[at] == 92 else { throw error(.control) }
      try passEscape()
      isEscaped = true
    }
    throw error(.quote)
  }

  private mutating func passEscape() throws(JSONError) {
    at &+= 1
    if skip(117) {
      for _ in 0..<4 {
        guard ASCII.hex(here) < 16 else { throw error(.escape) }
        at &+= 1
      }
      return
    }
    guard URIClass.has("\"\\/bfnrt", here) else { throw error(.escape) }
    at &+= 1
  }

  private func checkUTF8(from start: Int) throws(JSONError) {
    guard UTF8Repair.valid(text.slice(start, at)) else {
      throw JSONError(offset: start, message: .utf8)
    }
  }
}
