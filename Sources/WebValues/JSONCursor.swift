import CKernels
package import EventModel

/// A place in JSON text that moves over whole values.
package struct JSONCursor {
  package let text: Bytes
  /// The place; a caller that has looked at what stands there itself may move it.
  package var at = 0
  /// Where quotes stand, one bit a byte, when that is known; then strings are known to be valid too.
  package let quotes: UnsafeMutablePointer<UInt64>?
  /// Where backslashes stand in such a text.
  package let slashes: UnsafeMutablePointer<UInt64>?
  private let nesting: Int

  package init(_ text: Bytes, nesting: Int = JSONScanner.depthLimit) {
    self.text = text
    self.nesting = nesting
    (quotes, slashes) = (nil, nil)
  }

  /// A cursor before a text over which `strings` has looked, and that looks at no other one before
  /// this cursor has gone its way.
  ///
  /// Errors: those of any cursor, at places that may be others.
  package init(_ text: Bytes, strings: borrowing JSONStrings) {
    self.text = text
    nesting = JSONScanner.depthLimit
    quotes = strings.quotes
    slashes = strings.slashes
  }

  /// The byte here; 0, which no JSON text may hold, at the end.
  private var here: UInt8 { at < text.count ? text[at] : 0 }

  func error(_ message: JSONError.Message) -> JSONError {
    JSONError(offset: min(at, text.count), message: message)
  }

  /// Goes behind the bracket that the text begins with.
  package mutating func enter(
    _ bracket: UInt8, _ message: JSONError.Message
  ) throws(JSONError) {
    skipBlanks()
    guard skip(bracket) else { throw error(message) }
  }

  /// Checks that nothing but blanks follows.
  package mutating func finish() throws(JSONError) {
    skipBlanks()
    guard at >= text.count else { throw error(.end) }
  }

  /// Whether `c` stands here; then it lies behind.
  @inline(__always)
  private mutating func skip(_ c: UInt8) -> Bool {
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

  /// The next key of an object, behind which its value stands; nil behind the last.
  package mutating func nextKey(
    isFirst: Bool
  ) throws(JSONError) -> (text: Bytes, isEscaped: Bool)? {
    try advance(125, isFirst: isFirst, .commaOrBrace) ? try key() : nil
  }

  /// A key, a colon and a value.
  mutating func member(depth: Int) throws(JSONError) -> JSONMember {
    let key = try key()
    return JSONMember(
      key: key.text, isKeyEscaped: key.isEscaped, value: try value(depth: depth))
  }

  @inline(__always)
  private mutating func key() throws(JSONError) -> (text: Bytes, isEscaped: Bool) {
    guard here == 34 else { throw error(.key) }
    let start = at &+ 1
    let isEscaped = try passString()
    let key = text.slice(start, at &- 1)
    skipBlanks()
    guard skip(58) else { throw error(.colon) }
    skipBlanks()
    return (key, isEscaped)
  }

  /// The value that begins here.
  @inline(__always)
  package mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    let start = at
    if depth <= JSONScanner.depthLimit, here == 34 {
      let isEscaped = try passString()
      return JSONValue(kind: .string, raw: text.slice(start, at), isEscaped: isEscaped)
    }
    let kind = try pass(depth: depth)
    return JSONValue(kind: kind, raw: text.slice(start, at), isEscaped: false)
  }

  /// Moves over a value that is no string, or one that is too deep.
  @inline(never)
  private mutating func pass(depth: Int) throws(JSONError) -> JSONValue.Kind {
    guard depth <= JSONScanner.depthLimit else { throw error(.depth) }
    switch here {
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
}

// MARK: strings

extension JSONCursor {
  /// Moves over the string whose quote stands here; gives whether it holds escapes.
  @inline(__always)
  private mutating func passString() throws(JSONError) -> Bool {
    let start = at &+ 1
    if let quotes {
      at = ck_next_bit(quotes, start) &+ 1
      return ck_has_bit(slashes, start, at &- start) != 0
    }
    return passPlainString() ? false : try passAnyString(from: start)
  }

  /// Moves over a string of ASCII without escapes, as most are, whose quote stands here; false, with
  /// nothing passed, for all others.
  @inline(__always)
  private mutating func passPlainString() -> Bool {
    let place = stop(from: at &+ 1)
    // What stands behind the text is not its own.
    guard place < text.count, text[place] == 34 else { return false }
    at = place &+ 1
    return true
  }

  /// The next place at which a plain string stops; behind the text when there is none.
  ///
  /// Cost: 32 bytes at a time, one mask each.
  @inline(__always)
  private func stop(from: Int) -> Int {
    var place = from
    while place < text.count {
      let stops = ck_json_stop32(text.start + place)
      if stops != 0 { return place &+ stops.trailingZeroBitCount }
      place &+= 32
    }
    return place
  }

  /// Moves over a string whose quote stands here, and of which all before `from` is plain; gives
  /// whether it holds escapes.
  @inline(never)
  private mutating func passAnyString(from: Int) throws(JSONError) -> Bool {
    let start = at &+ 1
    var isEscaped = false
    var place = from
    while place < text.count {
      let group = place
      var stops = ck_json_escape32(text.start + group)
      place = group &+ 32
      while stops != 0 {
        at = group &+ stops.trailingZeroBitCount
        switch here {
        case 34: return try endString(from: start, isEscaped: isEscaped)
        case 92: try passEscape()
        default: throw error(at < text.count ? .control : .quote)
        }
        isEscaped = true
        stops &= at &- group < 32 ? .max &<< UInt32(truncatingIfNeeded: at &- group) : 0
        place = max(at, group &+ 32)
      }
    }
    at = text.count
    throw error(.quote)
  }

  /// Moves over the quote that ends a string, when all before it is well-formed.
  @inline(__always)
  private mutating func endString(from start: Int, isEscaped: Bool) throws(JSONError) -> Bool {
    guard UTF8Repair.valid(text.slice(start, at)) else {
      throw JSONError(offset: start, message: .utf8)
    }
    at &+= 1
    return isEscaped
  }

  @inline(__always)
  private mutating func passEscape() throws(JSONError) {
    at &+= 1
    if JSONCursor.isShortEscape(here) { at &+= 1 } else { try passCodeUnit() }
  }

  /// Whether `c` stands for a character behind a backslash.
  @inline(__always)
  private static func isShortEscape(_ c: UInt8) -> Bool {
    switch c {
    case 34, 47, 92, 98, 102, 110, 114, 116: true
    default: false
    }
  }

  /// Moves over `u` and four digits.
  private mutating func passCodeUnit() throws(JSONError) {
    guard skip(117) else { throw error(.escape) }
    for _ in 0..<4 {
      guard ASCII.hex(here) < 16 else { throw error(.escape) }
      at &+= 1
    }
  }
}
