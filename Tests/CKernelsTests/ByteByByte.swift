import CKernels

/// What the loops do, one byte after the other.
enum ByteByByte {
  static func decode(_ text: [UInt8], _ plus: Bool, _ undouble: Bool, _ mode: Int32) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while at < text.count {
      var byte = text[at]
      var used = 1
      if byte == 37, let outer = pair(text, at + 1) {
        byte = outer
        used = 3
        if undouble, outer == 37, let inner = pair(text, at + 3) {
          byte = inner
          used = 5
        }
      } else if plus, byte == 43 {
        byte = 32
      }
      out += cleaned(byte, mode)
      at += used
    }
    return out
  }

  private static func pair(_ text: [UInt8], _ at: Int) -> UInt8? {
    guard at + 1 < text.count else { return nil }
    let digits = String(decoding: text[at...at + 1], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != 43 && $0 != 45 }) else { return nil }
    return UInt8(digits, radix: 16)
  }

  private static func cleaned(_ byte: UInt8, _ mode: Int32) -> [UInt8] {
    let isControl = byte < 32 || byte == 127
    if mode == Int32(CK_RAW) || !isControl { return [byte] }
    if byte == 9 { return [32, 32, 32, 32] }
    return mode == Int32(CK_AGENT) && byte != 10 && byte != 13 ? [byte] : []
  }

  /// The values of `a`, `b` and `c`, up to the first pair that has another name or no `=`.
  static func pairs(_ query: [UInt8]) -> Loops.Pairs {
    var found = Loops.Pairs()
    var start = 0
    for pair in query.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 38 || $0 == 59 })
    {
      guard pair.count > 1, (97...99).contains(pair[pair.startIndex]),
        pair[pair.startIndex + 1] == 61
      else {
        found.odd = start
        return found
      }
      found.values[Int(pair[pair.startIndex]) - 97] = Array(pair.dropFirst(2))
      start = pair.endIndex + 1
    }
    return found
  }

  static func row(_ values: [Value]) -> (bytes: [UInt8], next: Int) {
    var out: [UInt8] = []
    var column = 0
    for (place, value) in values.enumerated() {
      if case .none = value { continue }
      let tabs = [UInt8](repeating: 9, count: place - column)
      guard tabs.count <= 16 else { return (out, place) }
      switch value {
      case .number(let number) where number < 10_000:
        out += tabs + Array("\(number)".utf8)
      case .text(let text, _) where text.allSatisfy { $0 >= 32 && $0 != 127 }:
        out += tabs + text
      default: return (out, place)
      }
      column = place
    }
    return (out, values.count)
  }

  static func members(_ values: [Value], _ keys: [[UInt8]]) -> (bytes: [UInt8], next: Int) {
    var out: [UInt8] = []
    for (place, value) in values.enumerated() {
      switch value {
      case .none: continue
      case .number(let number) where number < 10_000:
        out += keys[place].dropLast() + Array("\(number),".utf8)
      case .text(let text, _) where isShort(text):
        out += keys[place] + text.flatMap { $0 == 34 || $0 == 92 ? [92, $0] : [$0] } + [34, 44]
      default: return (out, place)
      }
    }
    return (out, values.count)
  }

  /// Whether a text is written as member by the loop itself.
  private static func isShort(_ text: [UInt8]) -> Bool {
    if text.contains(where: { $0 < 32 }) { return false }
    if String(validating: text, as: UTF8.self) == nil { return false }
    return text.count <= 32 || text.allSatisfy { $0 != 34 && $0 != 92 }
  }

  static func uriEnd(_ text: [UInt8], _ classes: [UInt8], _ allowed: UInt8) -> Int {
    let legal = Array("-_.!~*'():@&=+$,;/".utf8)
    var at = 0
    while at < text.count {
      let c = text[at]
      let isPlain =
        c >= 128 || legal.contains(c) || (48...57).contains(c) || (97...122).contains(c | 32)
      if (isPlain && c != 0x5e) || classes[Int(c)] & allowed != 0 {
        at += 1
      } else if c == 37, pair(text, at + 1) != nil {
        at += 3
      } else {
        return at
      }
    }
    return at
  }

  /// Where quotes stand that are not escaped, and where backslashes stand; and whether all strings are
  /// valid.
  static func strings(_ text: [UInt8]) -> Loops.Strings {
    var found = Loops.Strings()
    var isValid = String(validating: text, as: UTF8.self) != nil
    var at = 0
    while at < text.count {
      if text[at] < 32 { isValid = false }
      if text[at] == 34 { found.quotes.append(at) }
      guard text[at] == 92 else {
        at += 1
        continue
      }
      found.slashes.append(at)
      if at + 1 < text.count, text[at + 1] == 92 { found.slashes.append(at + 1) }
      if !isEscape(text[(at + 1)...]) { isValid = false }
      if at + 1 < text.count, text[at + 1] < 32 { isValid = false }
      at += 2
    }
    found.isValid = isValid && found.quotes.count % 2 == 0
    return found
  }

  private static func isEscape(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    if first != 117 { return Array("\"\\/bfnrt".utf8).contains(first) }
    let digits = text.dropFirst().prefix(4)
    return digits.count == 4 && digits.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
  }
}
