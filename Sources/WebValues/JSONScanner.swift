public import EventModel

/// Walks over the members of an object or the elements of an array, and checks all it passes.
///
/// Shape: no tree is built; a value that is an object or an array comes as its bytes, for which
/// another scanner can be made. `finish` or the last member checks what follows.
/// Errors: whatever RFC 8259 refuses, broken UTF-8, more than 64 values inside one another, or more
/// objects and arrays than the caller allows.
/// Cost: one pass, no memory.
public struct JSONScanner {
  /// Values inside one another at most: a scanner of a value inside goes down by recursion.
  public static let depthLimit = 64

  var cursor: JSONCursor
  private var isFirst = true

  /// A scanner before the first byte of a text; `nesting` are the objects and arrays inside one
  /// another at most, the text itself among them.
  public init(_ text: Bytes, nesting: Int = depthLimit) {
    cursor = JSONCursor(text, nesting: nesting)
  }

  /// The only value of a text, checked to the end.
  public static func value(_ text: Bytes) throws(JSONError) -> JSONValue {
    var scanner = JSONScanner(text)
    scanner.cursor.skipBlanks()
    let value = try scanner.cursor.value(depth: 1)
    try scanner.finish()
    return value
  }

  /// Goes into the object that the text is.
  public mutating func enterObject() throws(JSONError) {
    try cursor.enter(123, .object)
  }

  /// Goes into the array that the text is.
  public mutating func enterArray() throws(JSONError) {
    try cursor.enter(91, .array)
  }

  /// The next member of the object; nil behind the last.
  public mutating func nextMember() throws(JSONError) -> JSONMember? {
    guard try advance(125, .commaOrBrace) else { return nil }
    return try cursor.member(depth: 2)
  }

  /// The next element of the array; nil behind the last.
  public mutating func nextElement() throws(JSONError) -> JSONValue? {
    guard try advance(93, .commaOrBracket) else { return nil }
    return try cursor.value(depth: 2)
  }

  /// Checks that nothing but blanks follows.
  public mutating func finish() throws(JSONError) {
    try cursor.finish()
  }

  /// Whether another item follows, before which the scanner then stands.
  private mutating func advance(
    _ close: UInt8, _ message: JSONError.Message
  ) throws(JSONError) -> Bool {
    defer { isFirst = false }
    return try cursor.advance(close, isFirst: isFirst, message)
  }
}
