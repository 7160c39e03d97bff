/// Whether a text needs quotes, and how it is quoted.
enum PlainText {
  /// Whether every reader of YAML, old or new, takes the text without quotes for this very text.
  ///
  /// Shape: more careful than the manual: what some reader might take for a number, a date or a flag
  /// keeps its quotes.
  static func isSafe(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, isStart(first, bytes) else {
      return false
    }
    guard last != UInt8(ascii: " "), last != UInt8(ascii: ":") else { return false }
    for (place, byte) in bytes.enumerated() {
      let next = place + 1 < bytes.count ? bytes[place + 1] : UInt8(ascii: " ")
      switch byte {
      case UInt8(ascii: ":"):
        if next == UInt8(ascii: " ") || inFlow && isBracketOrComma(next) { return false }
      case UInt8(ascii: " "):
        if next == UInt8(ascii: "#") { return false }
      case _ where inFlow && isBracketOrComma(byte): return false
      case 0..<0x20, 0x7F: return false
      default: break
      }
    }
    return !isWord(text) && !looksTyped(bytes) && !needsEscapes(text)
  }

  private static func isStart(_ byte: UInt8, _ bytes: [UInt8]) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "/"),
      UInt8(ascii: "."), UInt8(ascii: "$"), UInt8(ascii: "("), 0x80...:
      return !bytes.starts(with: Array("...".utf8))
    default: return false
    }
  }

  private static func isBracketOrComma(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: ","):
      true
    default: false
    }
  }

  /// Words that some reader takes for a flag or for nothing.
  private static func isWord(_ text: String) -> Bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    return text.utf8.count <= 5 && words.contains(text.lowercased())
  }

  /// Whether it may be a number, a date or a time of day; two points are an address or a version.
  private static func looksTyped(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first,
      (48...57).contains(first) || first == UInt8(ascii: ".") && bytes.count > 1
    else { return false }
    let points = bytes.count { $0 == UInt8(ascii: ".") }
    let isNumeric = bytes.allSatisfy {
      switch $0 {
      case 48...57, UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
        UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "T"),
        UInt8(ascii: "t"), UInt8(ascii: "Z"), UInt8(ascii: "z"), UInt8(ascii: " "),
        UInt8(ascii: ","):
        true
      default: false
      }
    }
    let lower = String(decoding: bytes, as: UTF8.self).lowercased()
    return isNumeric && points < 2 || [".inf", ".nan"].contains(lower)
  }

  /// Whether only double quotes can hold it on one line.
  static func needsEscapes(_ text: String) -> Bool {
    text.unicodeScalars.contains { escape($0) != nil && $0 != "\"" && $0 != "\\" }
  }

  /// In double quotes; in single ones where those save escapes.
  static func quoted(_ text: String) -> String {
    let isSpecial = text.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    if isSpecial, !needsEscapes(text) {
      return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if let escape = escape(scalar) {
        quoted += escape
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x0A: return "\\n"
    case 0x09: return "\\t"
    case 0x0D: return "\\r"
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...:
      return nil
    case ..<0x100: return "\\x" + digits(scalar.value, 2)
    default: return "\\u" + digits(scalar.value, 4)
    }
  }

  private static func digits(_ value: UInt32, _ count: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
