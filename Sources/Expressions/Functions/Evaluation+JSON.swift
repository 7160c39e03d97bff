import EventModel
import WebValues

extension Evaluation {
  /// JSON text that is a text, number or flag as that; everything else as it is.
  @inline(__always)
  mutating func scalar(_ value: Value) -> Value {
    guard value.kind == .json else { return value }
    let first = value.bytes.isEmpty ? 0 : value.bytes[0]
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? value : read(value.bytes)
  }

  private mutating func read(_ text: Bytes) -> Value {
    do throws(JSONError) { return self.value(of: try JSONScanner.value(text)) } catch {
      return .error("a JSON field holds no JSON")
    }
  }

  /// The value of a checked piece of JSON. Whole numbers are integers as far as 64 bits go.
  mutating func value(of json: JSONValue) -> Value {
    switch json.kind {
    case .null: return .null
    case .true: return .boolean(true)
    case .false: return .boolean(false)
    case .object, .array: return .run(json.raw, .json)
    case .string: return .text(json.text(arena: arena) ?? json.raw)
    case .number:
      let isWhole =
        json.raw.firstIndex(of: UInt8(ascii: ".")) == nil
        && json.raw.firstIndex(of: UInt8(ascii: "e")) == nil
        && json.raw.firstIndex(of: UInt8(ascii: "E")) == nil
      if isWhole, let whole = NumberText.int64(json.raw) { return .integer(whole) }
      return .double(Value.double(of: json.raw))
    }
  }

  /// A JSON array as list, an object as map; what is inside of them stays JSON.
  mutating func shallow(_ value: Value) -> Value {
    guard value.kind == .json else { return value }
    do throws(JSONError) {
      return value.bytes.hasPrefix("{") ? try map(value.bytes) : try elements(value.bytes)
    } catch {
      return .error("a JSON field holds no JSON")
    }
  }

  private mutating func elements(_ text: Bytes) throws(JSONError) -> Value {
    var count = 0
    var counting = JSONScanner(text)
    try counting.enterArray()
    while try counting.nextElement() != nil { count += 1 }
    guard let items = list(count) else { return Evaluation.tooLarge }
    var scanner = JSONScanner(text)
    try scanner.enterArray()
    var place = 0
    while let element = try scanner.nextElement() {
      items[place] = self.value(of: element)
      place += 1
    }
    return .list(items, count)
  }

  private mutating func map(_ text: Bytes) throws(JSONError) -> Value {
    var count = 0
    var counting = JSONScanner(text)
    try counting.enterObject()
    while try counting.nextMember() != nil { count += 1 }
    guard let pairs = list(count * 2) else { return Evaluation.tooLarge }
    var scanner = JSONScanner(text)
    try scanner.enterObject()
    var place = 0
    while let member = try scanner.nextMember() {
      pairs[2 * place] = .text(member.name(arena: arena))
      pairs[2 * place + 1] = self.value(of: member.value)
      place += 1
    }
    return .map(pairs, count)
  }

  /// A value in which nothing is JSON text any more.
  private mutating func deep(_ value: Value) -> Value {
    let value = shallow(value)
    guard value.kind == .list || value.kind == .map, hasJSON(value) else { return value }
    let count = Int(value.count) * (value.kind == .map ? 2 : 1)
    guard let items = list(count) else { return Evaluation.tooLarge }
    for i in 0..<count { items[i] = deep(value.elements[i]) }
    return value.kind == .map ? .map(items, count / 2) : .list(items, count)
  }

  private func hasJSON(_ value: Value) -> Bool {
    if value.kind == .json { return true }
    guard value.kind == .list || value.kind == .map else { return false }
    for i in 0..<Int(value.count) * (value.kind == .map ? 2 : 1) where hasJSON(value.elements[i]) {
      return true
    }
    return false
  }

  /// Whether two values are equal, of which both may be JSON text.
  mutating func equal(_ a: Value, _ b: Value) -> Bool {
    if a.kind == .json, b.kind == .json, a.bytes == b.bytes { return true }
    guard hasJSON(a) || hasJSON(b) else { return a.equals(b) }
    return deep(a).equals(deep(b))
  }

  /// An error with a message of its own.
  mutating func error(_ message: String) -> Value {
    guard spend(message.utf8.count) else { return Evaluation.tooLarge }
    return .run(arena.copy(message), .error)
  }
}
